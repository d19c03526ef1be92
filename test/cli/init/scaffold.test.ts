import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ScaffoldOptions, scaffold } from '../../../src/cli/init/scaffold.ts'
import { repo } from '../../built.ts'

let parent = ''
let folder = ''
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'dq-init-'))
  folder = join(parent, 'contracts')
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

const init = (options: Partial<ScaffoldOptions> = {}) =>
  scaffold(folder, { installation: repo, version: '1.2.3', ...options })
const text = (path: string) => readFileSync(join(folder, path), 'utf8')
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length

test('a folder that does not exist is made, with every file of the template', () => {
  const { written, kept } = init()
  expect(written).toEqual(expect.arrayContaining(['dq.yaml', '.gitignore', 'jobs/customer-spend.ts', 'package.json']))
  expect(kept).toEqual([])
  expect(files()).toBe(written.length)
})

test('the package.json asks for this version of dq, and says that jobs are modules', () => {
  init({ name: 'shop-contracts' })
  expect(JSON.parse(text('package.json'))).toEqual({
    name: 'shop-contracts',
    private: true,
    type: 'module',
    devDependencies: { '@dq-toolkit/dq': '^1.2.3' },
  })
  expect(text('README.md')).toMatch(/^# shop-contracts: /)
})

// What `npm init -y` of npm 11 writes, an old package.json without a type, and one of modules.
// biome-ignore format: one row a case
const packages: [what: string, packageJson: string, jobsPackage: boolean][] = [
  ['of CommonJS',       '{"type": "commonjs"}', true],
  ['without a type',    '{}',                   true],
  ['that is no JSON',   'nope',                 true],
  ['of modules',        '{"type": "module"}',   false],
]

test.for(packages)('a package.json %s stays as it is, and jobs are modules', ([, packageJson, jobsPackage]) => {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), packageJson)
  init()
  expect(text('package.json')).toBe(packageJson)
  expect(existsSync(join(folder, 'jobs/package.json'))).toBe(jobsPackage)
  if (jobsPackage) expect(JSON.parse(text('jobs/package.json'))).toEqual({ type: 'module' })
})

test('a dry run writes nothing, and says the same', () => {
  const planned = init({ dryRun: true })
  expect(existsSync(folder)).toBe(false)
  expect(init().written).toEqual(planned.written)
})

function withFilesThere(): void {
  mkdirSync(folder)
  writeFileSync(join(folder, 'README.md'), 'mine\n')
  writeFileSync(join(folder, 'dq.yaml'), 'version: 1\n')
}

test('files that would be replaced are all named, and nothing is written', () => {
  withFilesThere()
  expect(() => init()).toThrow(
    /^2 files stand there already, so nothing was written:\n {2}\S+README\.md\n {2}\S+dq\.yaml$/,
  )
  expect(files()).toBe(2)
})

test('--keep writes only what is not there', () => {
  withFilesThere()
  const { kept, written } = init({ existing: 'keep' })
  expect(kept).toEqual(['README.md', 'dq.yaml'])
  expect(written).not.toContain('dq.yaml')
  expect([text('README.md'), text('dq.yaml')]).toEqual(['mine\n', 'version: 1\n'])
})

test('--force replaces what differs, but never a package.json', () => {
  withFilesThere()
  writeFileSync(join(folder, 'package.json'), '{"name": "mine"}')
  expect(init({ existing: 'overwrite' }).overwritten).toEqual(['README.md', 'dq.yaml'])
  expect(text('README.md')).toContain('data contracts')
  expect(text('package.json')).toBe('{"name": "mine"}')
})

test('a second time there is nothing to do', () => {
  const first = init()
  const again = init()
  expect([again.written, again.overwritten, again.kept]).toEqual([[], [], []])
  // All but the package.json, which is the repo's own by now.
  expect(again.same).toEqual(first.written.filter((path) => path !== 'package.json'))
})

// biome-ignore format: one row a case
const names: [folder: string, name: string][] = [
  ['contracts',        'contracts'],
  ['Data Contracts',   'data-contracts'],
  ['.hidden',          'hidden'],
  ['数据',              'contracts'],
]

test.for(names)('a folder called %s gives the name %s', ([called, name]) => {
  folder = join(parent, called)
  expect(init({ dryRun: true }).name).toBe(name)
})

test('a name that no package may have, and a file in place of the folder, are refused', () => {
  expect(() => init({ name: 'My Contracts' })).toThrow('"My Contracts" is no name for a repo')
  writeFileSync(folder, '')
  expect(() => init()).toThrow('is a file')
})
