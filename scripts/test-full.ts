/*
 * `npm run test:full [part…]`: what is too long for every run. Each part says what it counted (test/full.ts), and a part that
 * passed has its lines in docs/test-full.md, with the commit and the day. Exit code 1 when a part fails.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const PAGE = 'docs/test-full.md'

const vitest = (...args: readonly string[]) => ['npx', '--no-install', 'vitest', 'run', ...args]
const stack = (...args: readonly string[]) => vitest('-c', 'vitest.stack.config.ts', ...args)
// biome-ignore format: one row a part, which passes when all of its commands do
const PARTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  kill:       [vitest('test/kill/kill.test.ts')],
  fuzz:       [vitest('test/fuzz')],
  bronze:     [stack('test/stack/ingest'), vitest('test/kill/erase.test.ts')],
  lake:       [stack('test/stack/lake-kill')],
  live:       [stack('test/stack/live/faults', 'test/stack/live/broker-restart', 'test/stack/live/outages')],
  containers: [['node', 'test/stack/full/podman.ts']],
}

const HEADER = `# What \`npm run test:full\` counted last

\`npm run test:full\` runs all of it, \`npm run test:full -- <part>\` one part. Written by that command; a line stays until its part passes again.

| part | what | count | seconds | commit | day |
|---|---|---:|---:|---|---|
`

const names = process.argv.slice(2)
const unknown = names.filter((name) => !Object.hasOwn(PARTS, name))
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(', ')}; parts: ${Object.keys(PARTS).join(', ')}`)
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'dq-test-full-'))
let rows = existsSync(PAGE)
  ? readFileSync(PAGE, 'utf8')
      .split('\n')
      .filter((line) => /^\| [a-z-]+ \| /.test(line))
      .slice(1)
  : []
const commit = git('rev-parse', '--short', 'HEAD')
const changed = git('status', '--porcelain', '--untracked-files=no', '--', 'src', 'test') === '' ? '' : ' + changes'
const failed: string[] = []
for (const [name, commands] of Object.entries(PARTS)) {
  if (names.length > 0 && !names.includes(name)) continue
  console.log(`── ${name}`)
  const counts = join(folder, `${name}.jsonl`)
  writeFileSync(counts, '')
  const began = performance.now()
  const env = { ...process.env, DQ_TEST_FULL: '1', DQ_TEST_COUNTS: counts }
  const passed = commands.every(
    ([command = '', ...args]) => spawnSync(command, args, { stdio: 'inherit', env }).status === 0,
  )
  const seconds = Math.round((performance.now() - began) / 1000)
  const lines: { what: string; count: number }[] = readFileSync(counts, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  if (!passed || lines.length === 0) {
    failed.push(name)
    continue
  }
  const day = new Date().toISOString().slice(0, 10)
  rows = rows.filter((row) => !row.startsWith(`| ${name} | `))
  for (const { what, count } of lines)
    rows.push(`| ${name} | ${what} | ${count.toLocaleString('en')} | ${seconds} | ${commit}${changed} | ${day} |`)
}
writeFileSync(PAGE, HEADER + rows.map((row) => `${row}\n`).join(''))
rmSync(folder, { recursive: true, force: true })
console.log(failed.length === 0 ? `${PAGE} is up to date` : `failed: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1

function git(...args: readonly string[]): string {
  return spawnSync('git', args, { encoding: 'utf8' }).stdout.trim()
}
