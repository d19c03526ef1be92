import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { needsFreshBuild, npm, repo } from './built.ts'

let folder = ''
let tarballPath = ''
let packed: string[] = []

beforeAll(() => {
  needsFreshBuild()
  folder = mkdtempSync(join(tmpdir(), 'dq-package-'))
  const [tarball] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], repo))
  packed = tarball.files.map(({ path }: { path: string }) => path)
  writeFileSync(join(folder, 'package.json'), '{"name": "empty", "private": true, "type": "module"}')
  tarballPath = join(folder, tarball.filename)
  npm(['install', tarballPath, '--prefer-offline', '--no-audit', '--no-fund'], folder)
}, 300_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000)

const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })

test('the package holds the command, the library and what people read', () => {
  const expected = [
    'bin/run.js',
    'oclif.manifest.json',
    'package.json',
    'README.md',
    'CHANGELOG.md',
    'LICENSE',
    'dist/cli/main.js',
    'dist/commands/rules.js',
    'dist/THIRD-PARTY.txt',
  ]
  expect(packed).toEqual(expect.arrayContaining(expected))
})

test('the package holds nothing else: no fixtures, tests, contracts, sources or state', () => {
  const allowed =
    /^(bin\/run\.js|dist\/.+\.(js|d\.ts|ya?ml)|dist\/THIRD-PARTY\.txt|dist\/adapters\/quality-engine\/gx\/(judge\.py|requirements\.txt)|templates\/init\/.+|schemas\/.+\.json|oclif\.manifest\.json|package\.json|README\.md|CHANGELOG\.md|LICENSE)$/
  expect(packed.filter((path) => !allowed.test(path))).toEqual([])
})

test('installed from the tarball, `npx dq --version` answers', () => {
  expect(npm(['exec', '--', 'dq', '--version'], folder)).toMatch(/^dq\/\d+\.\d+\.\d+ \S+ node-v\d+/)
})

test('installed from the tarball, dq runs: help, and a command', () => {
  const bin = join('node_modules', '@dq-toolkit', 'dq', 'bin', 'run.js')
  expect(run(bin, '--help')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('explain') })
  expect(run(bin, 'explain', 'unknown-key')).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringContaining('WHAT'),
  })
})

// biome-ignore format: one row an entry point
const entryPoints: [name: string, exported: string | undefined][] = [
  ['contracts', 'parseAvroSchema'],
  ['pipelines', 'job'],
  ['quality',   'ExpectationSuite'],
  ['types',     undefined],
]

test.for(entryPoints)("import '@dq-toolkit/dq/%s' works as JavaScript", ([name, exported]) => {
  const script = `console.log(Object.keys(await import('@dq-toolkit/dq/${name}')).join(' '))`
  const { stdout, stderr } = run('--input-type=module', '-e', script)
  expect(stderr).toBe('')
  if (exported !== undefined) expect(stdout.split(/\s/)).toContain(exported)
})

test('every entry point is in the table above', () => {
  const exported = Object.keys(JSON.parse(npm(['pkg', 'get', 'exports'], repo))).filter(
    (name) => name !== './package.json',
  )
  expect(exported.sort()).toEqual(entryPoints.map(([name]) => `./${name}`).sort())
})

test('the lock file names the packages of every platform, and no registry', () => {
  const lock = readFileSync(join(repo, 'package-lock.json'), 'utf8')
  const {
    packages,
  }: { packages: Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }> } =
    JSON.parse(lock)
  const optional = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
  expect(optional.filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual([])
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([])
})

test('the declarations type-check in a project that uses the package', () => {
  const lines = entryPoints.map(([name, exported]) =>
    exported
      ? `import { ${exported} } from '@dq-toolkit/dq/${name}'\nexport const a_${name} = ${exported}`
      : `import type {} from '@dq-toolkit/dq/${name}'`,
  )
  writeFileSync(join(folder, 'use.ts'), `${lines.join('\n')}\n`)
  const tsc = join(repo, 'node_modules', 'typescript', 'bin', 'tsc')
  const options = '--noEmit --strict --target es2024 --module nodenext --types --skipLibCheck false use.ts'.split(' ')
  expect(run(tsc, ...options).stdout).toBe('')
})

test("the gate as a library: '@dq-toolkit/dq/contracts' loads, diffs, judges and lints contracts that need not lie on a disk", () => {
  const odcs = (name: string) => readFileSync(join(repo, 'contracts/events', `${name}.odcs.yaml`), 'utf8')
  const avsc = (name: string) => readFileSync(join(repo, 'contracts/events', `${name}.avsc`), 'utf8')
  const files = {
    'events/shipment.logs.odcs.yaml': odcs('shipment.logs'),
    'events/shipment.logs.avsc': avsc('shipment.logs'),
  }
  writeFileSync(join(folder, 'files.json'), JSON.stringify(files))
  writeFileSync(
    join(folder, 'gate.ts'),
    `import { readFileSync } from 'node:fs'
import { type ContractFiles, type Finding, describeChange, diffContracts, judge, lintContracts, loadContracts } from '@dq-toolkit/dq/contracts'

const texts: Record<string, string> = JSON.parse(readFileSync('files.json', 'utf8'))
const files = (folder: string, edit: (text: string) => string): ContractFiles => ({
  folder,
  list: async () => Object.keys(texts),
  read: async (path) => new TextEncoder().encode(edit(texts[path] ?? '')),
})
const none: ContractFiles = { folder: 'none', list: async () => [], read: async () => new Uint8Array() }
const old = files('old', (text) => text)
const now = files('new', (text) => text.replace('version: 1.', 'version: 9.').replace(/^team:\\n {2}name: .*/m, 'team:\\n  name: somebody'))

const [before, after] = [(await loadContracts(old)).readable, (await loadContracts(now)).readable]
const changes = diffContracts(before, after)
const findings: readonly Finding[] = judge(changes, { before, after, today: '2026-11-22' })
const lint = await lintContracts({ contracts: now, examples: none, connectors: none })
console.log(JSON.stringify({ changes: changes.map((change) => describeChange(change).text), rules: findings.map(({ rule }) => rule), linted: lint.contracts }))
`,
  )
  const tsc = join(repo, 'node_modules', 'typescript', 'bin', 'tsc')
  const types = `--typeRoots ${join(repo, 'node_modules/@types')} --types node`
  const options = `--noEmit --strict --target es2024 --module nodenext ${types} --skipLibCheck false gate.ts`.split(' ')
  expect(run(tsc, ...options).stdout).toBe('')
  const { stdout, stderr } = run('gate.ts')
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual({
    changes: [expect.stringMatching(/^version: 1\.\S+ → 9\./), expect.stringMatching(/^team|owner/)],
    rules: ['owner-changed'],
    linted: 1,
  })
})

test('a new user: an empty folder, the tarball, `dq init`; what it writes passes its own checks and type-checks', () => {
  const home = mkdtempSync(join(tmpdir(), 'dq-new-user-'))
  try {
    npm(['init', '-y'], home)
    npm(['install', tarballPath, '--prefer-offline', '--no-audit', '--no-fund'], home)
    const dq = (...args: string[]) => npm(['exec', '--', 'dq', ...args], home)
    expect(dq('init', '--name', 'shop-contracts')).toContain('NEXT')
    expect(dq('contract', 'validate')).toBe('2 contracts, 0 findings\n')
    expect(dq('contract', 'lint')).toContain(', 0 findings\n')
    expect(dq('contract', 'test')).toBe('2 contracts, 6 examples, 0 findings\n')
    expect(dq('contract', 'sync', '--check')).toBe('2 contracts, 0 findings\n')
    expect(dq('contract', 'codegen', '--check')).toBe('2 contracts, 0 findings\n')
    expect(dq('job', 'list')).toContain('jobs/customer-spend.ts')
    expect(dq('fixture', 'test')).toContain('1 case, 4 golden rows, 0 different')
    // 12.50 + 7.50, the second sent twice; the numbers are those of the case's manifest.
    expect(dq('run', 'customer-spend', '--fixture', 'first-hours')).toMatch(
      /customer_id ana {2}payments 2 {2}spent 20\.00/,
    )

    const tsc = join(repo, 'node_modules', 'typescript', 'bin', 'tsc')
    const typed = () => spawnSync(process.execPath, [tsc], { cwd: home, encoding: 'utf8' }).stdout
    expect(typed()).toBe('')
    const job = join(home, 'jobs/customer-spend.ts')
    writeFileSync(job, readFileSync(job, 'utf8').replace('payment.amount', 'payment.amout'))
    expect(typed()).toMatch(
      /^jobs\/customer-spend\.ts\(\d+,\d+\): error TS2551: Property 'amout' .* Did you mean 'amount'/,
    )
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}, 300_000)
