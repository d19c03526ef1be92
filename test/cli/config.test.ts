import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConfigFlags, loadSettings } from '../../src/cli/config.ts'

let root = ''
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'dq-config-')))
  mkdirSync(join(root, 'deep/down'), { recursive: true })
  mkdirSync(join(root, 'bare'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function settings(yaml: string, given: { flags?: ConfigFlags; env?: Record<string, string>; cwd?: string } = {}) {
  writeFileSync(join(root, 'dq.yaml'), yaml)
  return loadSettings(given.flags ?? {}, { env: given.env ?? {}, cwd: () => join(root, given.cwd ?? '.') })
}

const YAML = `version: 1
stateDir: state-of-file
environments:
  prod:
    stateDir: state-of-prod
    log: info
  staging: {}
`

// biome-ignore format: one row a case
const precedence: [what: string, flags: ConfigFlags, env: Record<string, string>, expected: { state: string; log: string }][] = [
  ['dq.yaml beats the default',                {},                  {},                                      { state: 'state-of-file', log: 'warn' }],
  ['an environment beats dq.yaml',             { env: 'prod' },     {},                                      { state: 'state-of-prod', log: 'info' }],
  ['DQ_ENV chooses the environment',           {},                  { DQ_ENV: 'prod' },                      { state: 'state-of-prod', log: 'info' }],
  ['--env beats DQ_ENV',                       { env: 'staging' },  { DQ_ENV: 'prod' },                      { state: 'state-of-file', log: 'warn' }],
  ['a DQ_ variable beats the environment',     { env: 'prod' },     { DQ_STATE_DIR: 'var', DQ_LOG: 'debug' }, { state: 'var', log: 'debug' }],
  ['an empty DQ_ variable says nothing',       { env: 'prod' },     { DQ_STATE_DIR: '', DQ_LOG: '', DQ_CONFIG: '' }, { state: 'state-of-prod', log: 'info' }],
]

test.for(precedence)('%s', ([, flags, env, expected]) => {
  const { stateDir, log } = settings(YAML, { flags, env })
  expect({ state: stateDir, log }).toEqual({ ...expected, state: join(root, expected.state) })
})

test('dq.yaml is found upwards, and its folders are relative to it', () => {
  const found = settings(
    'version: 1\ncontracts: promises\ncodegen: { out: gen/types.ts, module: "@dq-toolkit/dq/types" }\n',
    { cwd: 'deep/down' },
  )
  expect(found).toMatchObject({
    file: join(root, 'dq.yaml'),
    root,
    env: undefined,
    environments: [],
    connectors: join(root, 'deploy/connectors'),
    contracts: join(root, 'promises'),
    expectations: join(root, 'expectations'),
    fixtures: join(root, 'fixtures'),
    jobs: join(root, 'jobs'),
    stateDir: join(root, '.dq'),
    cacheDir: join(homedir(), process.platform === 'darwin' ? 'Library/Caches/dq' : '.cache/dq'),
    log: 'warn',
    servers: {},
    codegen: { out: join(root, 'gen/types.ts'), module: '@dq-toolkit/dq/types' },
  })
})

test('DQ_CONFIG is relative to the working folder, and --config beats it', () => {
  settings('version: 1\n')
  writeFileSync(join(root, 'deep/other.yaml'), 'version: 1\ncontracts: c2\n')
  const cwd = () => join(root, 'deep')
  expect(loadSettings({}, { env: { DQ_CONFIG: 'other.yaml' }, cwd }).contracts).toBe(join(root, 'deep/c2'))
  expect(loadSettings({ config: '../dq.yaml' }, { env: { DQ_CONFIG: 'other.yaml' }, cwd }).contracts).toBe(
    join(root, 'contracts'),
  )
})

// biome-ignore format: one row a case
const mistakes: [what: string, yaml: string, message: string, line: number, column: number][] = [
  ['an unknown key',                    'version: 1\ncontarcts: x\n',                      'unknown key "contarcts" (did you mean "contracts"?)', 2, 1],
  ['an unknown key of an environment',  'version: 1\nenvironments:\n  prod:\n    statedir: x\n', 'unknown key "statedir" (did you mean "stateDir"?)', 4, 5],
  ['an unknown key of history',         'version: 1\nhistory: {tag: "v*"}\n', 'unknown key "tag" (did you mean "tags"?)', 2, 1],
  ['an unknown key of codegen',         'version: 1\ncodegen: {out: a, modul: b, module: c}\n', 'unknown key "modul" (did you mean "module"?)', 2, 19],
  ['a wrong type',                      'version: 1\ncontracts: [a]\n',                    'contracts: Invalid input: expected string, received array', 2, 12],
  ['a wrong version',                   'version: 2\n',                                    'version: Invalid input: expected 1', 1, 10],
  ['no version',                        'contracts: x\n',                                  '"version" is missing', 1, 1],
  ['a wrong log level',                 'version: 1\nlog: loud\n',                         'log: Invalid option: expected one of "error"|"warn"|"info"|"debug"', 2, 6],
  ['no YAML',                           'version: 1\na: [\n',                              'Flow sequence in block collection must be', 3, 1],
  ['a key twice',                       'version: 1\nversion: 1\n',                        'key "version" is given twice', 2, 1],
]

test.for(mistakes)('%s is named with its place', ([, yaml, message, line, column]) => {
  expect(() => settings(yaml)).toThrow(
    expect.objectContaining({
      message: expect.stringContaining(message),
      at: expect.objectContaining({ file: 'dq.yaml', line, column }),
    }),
  )
})

test('two mistakes are told at once', () => {
  expect(() => settings('version: 1\nfixturs: x\nlog: loud\n')).toThrow(
    /log: Invalid option[\s\S]*dq\.yaml:2:1: unknown key "fixturs" \(did you mean "fixtures"\?\)/,
  )
})

test('YAML aliases cannot blow up', () => {
  const bomb = Array.from(
    { length: 12 },
    (_, i) =>
      `l${i}: &l${i} [${Array(10)
        .fill(i === 0 ? 'x' : `*l${i - 1}`)
        .join(', ')}]`,
  ).join('\n')
  expect(() => settings(`version: 1\n${bomb}\n`)).toThrow(/aliases/)
})

test('a missing --config, an unknown environment, an unknown level', () => {
  expect(() => loadSettings({ config: 'nowhere.yaml' }, { env: {}, cwd: () => root })).toThrow(
    'cannot read the configuration file nowhere.yaml',
  )
  expect(() => settings(YAML, { flags: { env: 'prd' } })).toThrow(
    expect.objectContaining({
      message: 'unknown environment "prd" (did you mean "prod"?)',
      hint: 'environments of dq.yaml: prod, staging',
    }),
  )
  expect(() => settings('version: 1\n', { env: { DQ_ENV: 'toString' } })).toThrow('unknown environment "toString"')
  expect(() => settings(YAML, { env: { DQ_LOG: 'warm' } })).toThrow(
    'DQ_LOG: unknown level "warm" (did you mean "warn"?)',
  )
})

test('the history is one pattern of tags, several, or none', () => {
  const tags = (text: string) => settings(`version: 1\n${text}`).history?.tags
  expect(tags('')).toBeUndefined()
  expect(tags('history: { tags: "v*" }\n')).toEqual(['v*'])
  expect(tags('history: { tags: [v1*, v2*] }\n')).toEqual(['v1*', 'v2*'])
  expect(tags('history: { tags: [] }\n')).toEqual([])
})
