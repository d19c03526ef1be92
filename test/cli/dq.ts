import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { run } from '@oclif/core'
import { captureOutput } from '@oclif/test'

const root = fileURLToPath(new URL('../..', import.meta.url))
const pjson = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

/** The command classes of `src/`, not those of the last build. */
const sourcePjson = {
  ...pjson,
  oclif: {
    ...pjson.oclif,
    commands: { strategy: 'pattern', target: './src/commands' },
    helpClass: './src/cli/help.ts',
    hooks: { command_not_found: './src/cli/command-not-found.ts' },
  },
}

export interface Ran {
  /** stdout, then stderr. */
  readonly output: string
  readonly exitCode: number
}

interface Where {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

/** Runs a command in this process, from `src/`. */
export async function runHere(args: readonly string[], { cwd, env }: Where): Promise<Ran> {
  const before = { cwd: process.cwd(), env: { ...process.env } }
  process.chdir(cwd)
  Object.assign(process.env, env)
  try {
    const loading = { root, pjson: sourcePjson, ignoreManifest: true }
    const { stdout, stderr, error } = await captureOutput(() => run([...args], loading), { testNodeEnv: 'production' })
    const exit: unknown = (error as { oclif?: { exit?: number } } | undefined)?.oclif?.exit
    // Findings (1) and a gate that refuses (3) are told on stdout.
    const isTold = exit === 0 || exit === 1 || exit === 3
    const unexplained = error !== undefined && stderr === '' && !isTold ? error.stack : ''
    return {
      output: [stdout, stderr, unexplained].filter(Boolean).join('\n'),
      exitCode: typeof exit === 'number' ? exit : error ? 2 : Number(process.exitCode ?? 0),
    }
  } finally {
    process.exitCode = undefined
    process.chdir(before.cwd)
    for (const name of Object.keys(process.env)) if (!(name in before.env)) delete process.env[name]
    Object.assign(process.env, before.env)
  }
}

/** Runs the built command as a process of its own. */
export function runSpawned(args: readonly string[], { cwd, env }: Where): Ran {
  const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    encoding: 'utf8',
  })
  return { output: [stdout, stderr].filter(Boolean).join('\n'), exitCode: status ?? -1 }
}
