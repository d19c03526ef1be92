import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { repo } from '../built.ts'

export interface Ended {
  /** Undefined when it was killed. */
  readonly exitCode: number | undefined
  readonly output: string
  readonly millis: number
}

const BIN = process.env.DQ_TEST_BIN ?? join(repo, 'bin', 'run.js')
const HOOK = new URL('./kill-at-step.mjs', import.meta.url)

/** Starts `dq` as a process of its own. */
export function startDq(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Record<string, string> },
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const started = performance.now()
  const hook = 'DQ_KILL_AT_STEP' in env ? ['--import', HOOK.href] : []
  const child = spawn(process.execPath, [...hook, BIN, ...args], {
    cwd,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (data) => {
    output += data
  })
  child.stderr.on('data', (data) => {
    output += data
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      resolve({ exitCode: code ?? undefined, output, millis: performance.now() - started })
    })
  })
  return { child, ended }
}
