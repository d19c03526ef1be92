import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isBuildFresh } from '../scripts/build-stamp.js'

export const repo = fileURLToPath(new URL('..', import.meta.url))

/** Tests of the built package say so when there is no build of the sources as they are (`npm test` makes one first). */
export function needsFreshBuild(): void {
  if (!isBuildFresh(repo)) throw new Error('dist/ is older than src/: run `npm run build` first (`npm test` does)')
}

/** Runs npm without a shell, under the Node of this process. */
export function npm(args: readonly string[], cwd: string): string {
  const beside = dirname(process.execPath)
  const cli = [process.env.npm_execpath, join(beside, '../lib/node_modules/npm/bin/npm-cli.js')].find(
    (path) => path?.endsWith('npm-cli.js') && existsSync(path),
  )
  const [command, first] = cli === undefined ? ['npm', []] : [process.execPath, [cli]]
  const { status, stdout, stderr, error } = spawnSync(command, [...first, ...args], { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed: ${error?.message ?? stderr}`)
  return stdout
}
