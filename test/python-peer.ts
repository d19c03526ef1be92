import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A Python program that answers one JSON task a line with one JSON line; it ends when its stdin does, so with this process. */
export interface PythonPeer {
  ask<T>(task: object): Promise<T>
  end(): Promise<void>
}

/** A virtual environment with exactly these packages, made once and kept in the cache. */
export function pythonWith(cache: string, name: string, packages: readonly string[]): string {
  const venv = join(cache, name)
  const python = join(venv, 'bin', 'python')
  if (existsSync(join(venv, 'installed'))) return python
  mkdirSync(cache, { recursive: true })
  console.error(`making ${venv}: ${packages.join(', ')}`)
  const stdio = ['ignore', 'inherit', 'inherit'] as const
  execFileSync('python3', ['-m', 'venv', '--clear', venv], { stdio: [...stdio] })
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
  execFileSync(python, [...pip, ...packages], { stdio: [...stdio] })
  writeFileSync(join(venv, 'installed'), '')
  return python
}

/** pyiceberg with its partition transforms on columns of Arrow. */
export const PYICEBERG = {
  name: 'pyiceberg-0.12.0',
  packages: ['pyiceberg[pyarrow,sql-sqlite]==0.12.0', 'pyiceberg-core==0.11.0'],
} as const

/** Starts one; answers come in the order of the tasks. An answer `{"error": …}` becomes an Error with these words. */
export function startPeer(
  python: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): PythonPeer {
  const child = spawn(python, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env } })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let last: Promise<unknown> = Promise.resolve()
  const answerTo = async (task: object) => {
    child.stdin.write(`${JSON.stringify(task)}\n`)
    const { value, done } = await answers.next()
    if (done) throw new Error(`${args[0]} ended`)
    const answer = JSON.parse(value)
    if (typeof answer?.error === 'string') throw new Error(answer.error)
    return answer
  }
  return {
    ask(task) {
      const answer = last.then(() => answerTo(task))
      last = answer.catch(() => {})
      return answer
    },
    async end() {
      child.stdin.end()
      await ended
    },
  }
}
