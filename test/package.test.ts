import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { needsFreshBuild, npm, repo } from './built.ts'

let folder = ''
let packed: string[] = []

beforeAll(() => {
  needsFreshBuild()
  folder = mkdtempSync(join(tmpdir(), 'dq-package-'))
  const [tarball] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], repo))
  packed = tarball.files.map(({ path }: { path: string }) => path)
  writeFileSync(join(folder, 'package.json'), '{"name": "empty", "private": true, "type": "module"}')
  npm(['install', join(folder, tarball.filename), '--prefer-offline', '--no-audit', '--no-fund'], folder)
}, 300_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

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
    /^(bin\/run\.js|dist\/.+\.(js|d\.ts|ya?ml)|dist\/THIRD-PARTY\.txt|oclif\.manifest\.json|package\.json|README\.md|CHANGELOG\.md|LICENSE)$/
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
