import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { needsFreshBuild, repo } from '../built.ts'

beforeAll(needsFreshBuild)

const state = mkdtempSync(join(tmpdir(), 'dq-lazy-'))
afterAll(() => rmSync(state, { recursive: true, force: true }))

/** Prints the address of every module that is loaded, by import or require. */
const SPY = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module'
  registerHooks({ load(url, context, next) { process._rawDebug('loaded ' + url); return next(url, context) } })
`)}`

function loadedBy(...args: string[]): string[] {
  const env = { ...process.env, NODE_ENV: 'production', DQ_STATE_DIR: state }
  const { stderr, status } = spawnSync(process.execPath, ['--import', SPY, join(repo, 'bin/run.js'), ...args], {
    cwd: repo,
    env,
    encoding: 'utf8',
  })
  expect([status, stderr.split('\n').filter((line) => line !== '' && !line.startsWith('loaded '))]).toEqual([0, []])
  return stderr.split('\n').flatMap((line) => (line.startsWith('loaded ') ? [line.slice('loaded '.length)] : []))
}

/** The sources that went into each file of the bundle, e.g. `src/cli/run.ts`, `node_modules/zod/index.js`. */
const { outputs }: { outputs: Record<string, { inputs: Record<string, unknown> }> } = JSON.parse(
  readFileSync(join(repo, 'dist/meta.json'), 'utf8'),
)
/** Sources behind the loaded addresses: those bundled into the file, or the file itself. */
const sources = (urls: readonly string[]) =>
  urls
    .filter((url) => url.startsWith('file:'))
    .flatMap((url) => {
      const file = relative(repo, fileURLToPath(url)).split(sep).join('/')
      return Object.keys(outputs[file]?.inputs ?? { [file]: {} })
    })
const packages = (urls: readonly string[]) =>
  new Set(sources(urls).flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []))
/** `<port>/<implementation>`, without the parts of an implementation. */
const adapters = (urls: readonly string[]) =>
  sources(urls).flatMap((file) => /^src\/adapters\/([^/]+\/[^/]+)\.ts$/.exec(file)?.[1] ?? [])

/** Every package of this repository but the framework and the parsers that everybody uses. */
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(repo, 'package.json'), 'utf8'))
const clientLibraries = new Set(
  Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !['@oclif/core', 'zod', 'yaml', 'jsonc-parser'].includes(name),
  ),
)

// biome-ignore format: one row a command
const commands: [command: string, adapters: string[]][] = [
  ['--help',         []],
  ['rules',          []],
  ['contract list',  ['contract-files/disk']],
  ['job list',       ['contract-files/disk']],
  ['quality validate', ['contract-files/disk']],
  ['run fraud-enricher --fixture late-events', ['contract-files/disk', 'event-sink/jsonl', 'event-source/avro', 'event-source/files', 'event-source/jsonl', 'fixture-files/disk', 'fixture-files/layout', 'keyed-store/sqlite']],
]

test.for(commands)('dq %s loads the adapters it uses and no client library', ([command, used]) => {
  const loaded = loadedBy(...command.split(' '))
  expect(adapters(loaded).sort()).toEqual(used)
  expect([...packages(loaded)].filter((name) => clientLibraries.has(name))).toEqual([])
  expect([...packages(loaded)]).toContain('@oclif/core')
})

test('dq --version loads no package at all', () => {
  expect([...packages(loadedBy('--version'))]).toEqual([])
})

test('dq --help loads no command and no parser', () => {
  const loaded = loadedBy('--help')
  expect(sources(loaded).filter((file) => file.startsWith('src/commands/'))).toEqual([])
  expect([...packages(loaded)].filter((name) => ['zod', 'yaml', 'jsonc-parser'].includes(name))).toEqual([])
  expect([...packages(loaded)]).toContain('@oclif/core')
})

test('what is bundled stands in one file only, so there are no two copies with different state', () => {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs))
  expect(files.length).toBeGreaterThan(300)
  expect(files.filter((file, i) => files.indexOf(file) !== i)).toEqual([])
})
