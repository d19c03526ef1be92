import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

const packages = (urls: readonly string[]) =>
  new Set(urls.flatMap((url) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []))
/** `<port>/<implementation>`, without the parts of an implementation. */
const adapters = (urls: readonly string[]) =>
  urls.flatMap((url) => /dist\/adapters\/([^/]+\/[^/]+)\.js$/.exec(url)?.[1] ?? [])

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
  ['run fraud-enricher --fixture late-events', ['contract-files/disk', 'event-sink/jsonl', 'event-source/jsonl', 'fixture-files/disk', 'keyed-store/sqlite']],
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

test('dq --help loads no command', () => {
  expect(loadedBy('--help').filter((url) => url.includes('/dist/commands/'))).toEqual([])
})
