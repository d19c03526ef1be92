import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type SimpleGit, simpleGit } from 'simple-git'
import { DqError } from '../kernel/errors.ts'
import { objectReader, type ReadObjects } from './git-objects.ts'

/**
 * Git has ended when its pipes have. Only a fetch may leave a credential helper behind that keeps them open: there its exit counts,
 * so long after it. simple-git's timer for that would keep each command of ours for as long.
 */
const AFTER_FETCH_MS = 50

/** Runs git in a folder, without a shell. */
export interface Git {
  readonly folder: string
  /** What it prints; empty when it fails without a word, as `rev-parse --quiet` does. Rejects with its stderr otherwise. `input` goes to its stdin. */
  text(args: readonly string[], input?: string): Promise<string>
  /** Each as it is now, all by the one process that answers for a while. */
  readonly objects: ReadObjects
}

/**
 * Git in a folder, or in the nearest one above it that exists. simple-git takes arguments as a list, refuses the options that
 * run programs, and passes no GIT_* variable on (a hook's GIT_DIR is not what we ask about) but the index that a hook judges.
 */
export function gitIn(folder: string): Git {
  let baseDir = folder
  while (!existsSync(baseDir) && dirname(baseDir) !== baseDir) baseDir = dirname(baseDir)
  const open = (input: string | undefined, onExit: number | false): SimpleGit =>
    simpleGit({
      baseDir,
      trimmed: false,
      completion: { onExit },
      allowEnvironment: ['GIT_INDEX_FILE'],
      ...(input !== undefined && { input: () => input }),
    }).env(environment())
  const objects = objectReader(baseDir, environment)
  return {
    folder: baseDir,
    text: (args, input) =>
      open(input, args[0] === 'fetch' && AFTER_FETCH_MS)
        .raw([...args])
        .catch((error) => explain(error, baseDir)),
    objects: (names) => objects(names).catch((error: unknown) => explain(error, baseDir)),
  }
}

/** Git's messages in English, as they are matched; nothing that simple-git guards against. */
function environment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(GIT_.*|.*EDITOR|.*PAGER|PREFIX|SSH_ASKPASS)$/i.test(entry[0]),
  )
  const index = process.env.GIT_INDEX_FILE
  return { ...Object.fromEntries(kept), LC_ALL: 'C', ...(index && { GIT_INDEX_FILE: resolve(index) }) }
}

function explain(error: unknown, folder: string): never {
  const message = error instanceof Error ? error.message : String(error)
  if (/ENOENT/.test(message) && /spawn/.test(message))
    throw new DqError('git is not installed, or not on PATH', {
      hint: 'install git, or compare with a folder: --against <folder>',
      cause: error,
    })
  const owner = /detected dubious ownership in repository at '([^']+)'/.exec(message)
  if (owner !== null)
    throw new DqError(`git does not trust the repository ${owner[1]}: it belongs to another user`, {
      hint: `git config --global --add safe.directory '${owner[1]}'`,
      cause: error,
    })
  const refused =
    /Permission denied|insufficient permission|Read-only file system|No space left on device|Disk quota exceeded/i.exec(
      message,
    )
  if (refused !== null)
    throw new DqError(`git cannot write in ${folder}: ${refused[0].toLowerCase()}`, {
      hint: /space|quota/i.test(refused[0])
        ? 'make room, then run it again'
        : 'change who may write there, or name another place: DQ_STATE_DIR, or stateDir in dq.yaml, for what dq keeps',
      cause: error,
    })
  if (/not a git repository/i.test(message))
    throw new DqError(`${folder} is in no git repository`, {
      hint: 'git init && git add -A && git commit -m "First contracts", or compare with a folder: --against <folder>',
      cause: error,
    })
  if (/must be run in a work tree/i.test(message))
    throw new DqError(`${folder} is a bare repository: it has no files to look at`, {
      hint: 'git worktree add ../work main, and run dq there',
      cause: error,
    })
  throw error
}
