import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A real git repository in a folder of its own, gone after the test. Commits are the same on every run. */
export interface GitRepo {
  readonly folder: string
  git(...args: string[]): string
  write(files: Readonly<Record<string, string>>): void
  /** Writes the files and commits everything. */
  commit(message: string, files?: Readonly<Record<string, string>>): string
}

const ENV = {
  GIT_AUTHOR_NAME: 'test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
}

export function tempFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dq-git-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs git with settings of its own: the user's are left out. */
export const runGit = (cwd: string, args: readonly string[]): string =>
  execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...ENV },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

export function gitRepo(folder: string = tempFolder()): GitRepo {
  runGit(folder, ['init', '-q', '-b', 'main'])
  return repoAt(folder)
}

export function repoAt(folder: string): GitRepo {
  const git = (...args: string[]) => runGit(folder, args)
  const write: GitRepo['write'] = (files) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
  }
  return {
    folder,
    git,
    write,
    commit(message, files = {}) {
      write(files)
      git('add', '-A')
      git('commit', '-q', '--allow-empty', '-m', message)
      return git('rev-parse', 'HEAD').trim()
    },
  }
}
