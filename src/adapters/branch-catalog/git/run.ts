import { type SimpleGit, simpleGit } from 'simple-git'
import { DqError } from '../../../kernel/errors.ts'

/** Runs git in one bare repository, without a shell, whatever the environment says of other repositories. */
export interface Git {
  /** What it prints; rejects with its stderr. */
  text(args: readonly string[]): Promise<string>
  /** `git cat-file --batch` of these names; undefined for one that is not there. */
  read(names: readonly string[]): Promise<readonly (GitObject | undefined)[]>
  /** `git fast-import` of this stream; gives what it prints. */
  fastImport(stream: string): Promise<string>
}

export interface GitObject {
  readonly id: string
  readonly type: string
  readonly bytes: Buffer
}

export function gitIn(folder: string): Git {
  const open = (input?: string): SimpleGit =>
    simpleGit({ baseDir: folder, trimmed: false, ...(input !== undefined && { input: () => input }) }).env(
      environment(),
    )
  return {
    text: (args) =>
      open()
        .raw([...args])
        .catch(explain),
    async read(names) {
      if (names.length === 0) return []
      const out: Buffer = await open(`${names.join('\n')}\n`)
        .binaryCatFile(['--batch'])
        .catch(explain)
      return objectsIn(out, names.length)
    },
    fastImport: (stream) => open(stream).raw(['fast-import', '--quiet', '--date-format=raw']).catch(explain),
  }
}

/** Git prints `<id> <type> <size>`, a line break, the bytes, a line break; `<name> missing` for what is not there. */
function objectsIn(out: Buffer, count: number): readonly (GitObject | undefined)[] {
  let at = 0
  return Array.from({ length: count }, () => {
    const end = out.indexOf(0x0a, at)
    const [, id = '', type = '', size = ''] =
      /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(out.toString('utf8', at, end)) ?? []
    const start = end + 1
    at = type === '' ? start : start + Number(size) + 1
    return type === '' ? undefined : { id, type, bytes: out.subarray(start, at - 1) }
  })
}

/** Nothing of GIT_*: a hook's GIT_DIR is not the catalog. Messages in English, as they are matched. */
function environment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(GIT_.*|.*EDITOR|.*PAGER|PREFIX|SSH_ASKPASS)$/i.test(entry[0]),
  )
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}

function explain(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error)
  if (/ENOENT/.test(message) && /spawn/.test(message))
    throw new DqError('git is not installed, or not on PATH', {
      hint: 'install git: the embedded catalog keeps its branches in a git repository',
      cause: error,
    })
  throw error
}
