import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { archiveBaseline, isArchive } from '../../../src/adapters/baseline/archive.ts'
import { directoryBaseline } from '../../../src/adapters/baseline/directory.ts'
import type { ContractBaseline } from '../../../src/contracts/ports.ts'
import { gitRepo, tempFolder } from '../../git-repo.ts'

async function textsOf(baseline: ContractBaseline): Promise<Record<string, string>> {
  const snapshot = await baseline.snapshot()
  const read = await snapshot.readAll([...snapshot.ids.keys()])
  return Object.fromEntries([...read].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]))
}

const LONG = `${'long-layer-name-'.repeat(9)}/${'x'.repeat(120)}.odcs.yaml`
const FILES = {
  'contracts/events/a.odcs.yaml': 'a',
  [`contracts/${LONG}`]: 'ç',
  'README.md': 'x',
  'contracts/.x/y': 'z',
}
const EXPECTED = { 'events/a.odcs.yaml': 'a', [LONG]: 'ç' }

function made(): string {
  const repo = gitRepo()
  repo.commit('all', FILES)
  return repo.folder
}

// biome-ignore format: one row a case
const makers: [what: string, file: string, command: string][] = [
  ['git archive',                       'x.tar',    'git archive -o x.tar main'],
  ['git archive with a leading folder', 'x.tgz',    'git archive --prefix=shop-1.0/ -o x.tgz main'],
  ['git archive of the folder',         'x.tar.gz', 'git archive -o x.tar.gz main contracts'],
  ['tar (GNU names)',                   'x.tar',    'tar --format=gnu -cf x.tar contracts README.md'],
  ['tar (pax names)',                   'x.tgz',    'tar --format=posix -czf x.tgz ./contracts'],
  ['tar of the layers alone',           'x.tgz',    'tar --format=posix -czf x.tgz -C contracts .'],
  ['git archive as zip',                'x.zip',    'git archive -o x.zip main'],
  ['git archive as zip, not compressed', 'x.zip',   'git archive -0 -o x.zip main'],
  ['what GitHub offers as zip',         'x.ZIP',    'git archive --format=zip --prefix=shop-1.0/ -o x.ZIP main'],
]

test.for(makers)('an archive made with %s', async ([, file, command]) => {
  const folder = made()
  execFileSync('sh', ['-c', command], { cwd: folder })
  const baseline = archiveBaseline(join(folder, file), file, 'contracts')
  expect(baseline.name).toBe(file)
  expect(await textsOf(baseline)).toEqual(EXPECTED)
})

test('a folder', async () => {
  const folder = join(made(), 'contracts')
  expect(await textsOf(directoryBaseline(folder, '../old'))).toEqual(EXPECTED)
  await expect(directoryBaseline(join(folder, 'no'), 'no').snapshot()).rejects.toThrow('there is no folder no')
})

/** One ustar header with its checksum, as POSIX lays it out, and the body. */
function entry(name: string, body: string, type = '0'): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write(Buffer.byteLength(body).toString(8).padStart(11, '0'), 124)
  header.write('        ', 148)
  header.write(type, 156)
  header.write('ustar\u000000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const padded = Buffer.alloc(Math.ceil(Buffer.byteLength(body) / 512) * 512)
  padded.write(body)
  return Buffer.concat([header, padded])
}

const END = Buffer.alloc(1024)

// biome-ignore format: one row a case
const tricks: [what: string, bytes: () => Buffer, message: RegExp][] = [
  ['a path that climbs out',     () => Buffer.concat([entry('contracts/../../etc/x.odcs.yaml', 'x'), END]), /leads out of it: "contracts\/\.\.\/\.\.\/etc/],
  ['an absolute path',           () => Buffer.concat([entry('/etc/x.odcs.yaml', 'x'), END]),                /leads out of it/],
  ['a Windows path',             () => Buffer.concat([entry('C:\\x.odcs.yaml', 'x'), END]),                 /leads out of it/],
  ['a long name that climbs out', () => Buffer.concat([entry('@', '../x.odcs.yaml', 'L'), entry('x', 'x'), END]), /leads out of it/],
  ['a file cut short',           () => entry('contracts/e/a.odcs.yaml', 'x'.repeat(9)).subarray(0, 515),    /ends in the middle/],
  ['a damaged header',           () => Buffer.concat([entry('a', 'x'), Buffer.alloc(512, 7), END]),         /header at byte 1024 is damaged/],
  ['what is no archive',         () => Buffer.from('hello '.repeat(200)),                                   /does not begin like one/],
  ['damaged gzip',               () => gzipSync('x').subarray(0, 12),                                       /no readable gzip file/],
  ['a bomb',                     () => gzipSync(Buffer.alloc(300 * 1024 * 1024)),                           /unpacks to more than 268435456 bytes/],
  ['no contract',                () => Buffer.concat([entry('README.md', 'x'), END]),                       /holds no contract/],
  ['links only',                 () => Buffer.concat([entry('contracts/e/a.odcs.yaml', '', '2'), END]),     /holds no contract/],
]

test.for(tricks)('%s is refused', async ([, bytes, message]) => {
  const file = join(tempFolder(), 'x.tgz')
  writeFileSync(file, bytes())
  await expect(archiveBaseline(file, 'x.tgz', 'contracts').snapshot()).rejects.toMatchObject({
    name: 'DqError',
    message: expect.stringMatching(message),
    hint: expect.any(String),
  })
})

test('an archive that is not there', async () => {
  const folder = tempFolder()
  await expect(archiveBaseline(join(folder, 'x.tgz'), 'x.tgz', 'contracts').snapshot()).rejects.toThrow('x.tgz')
})

test('which names are archives', () => {
  const names = ['a.tar', 'a.TGZ', 'a.tar.gz', 'a.zip', 'a.tar.xz', 'a.7z', 'main', 'tar', 'v1.0', 'a.targ']
  expect(names.filter(isArchive)).toEqual(['a.tar', 'a.TGZ', 'a.tar.gz', 'a.zip', 'a.tar.xz', 'a.7z'])
})

test('an archive of another kind is refused with the kinds there are', async () => {
  await expect(archiveBaseline('x.tar.xz', 'x.tar.xz', 'contracts').snapshot()).rejects.toMatchObject({
    message: 'x.tar.xz is of a kind that cannot be read',
    hint: 'archives are .tar, .tar.gz, .tgz and .zip: git archive makes them',
  })
})

// biome-ignore format: one row a case
const besides: [what: string, command: string, found: Record<string, string> | undefined][] = [
  ['a whole repo',            'git archive -o x.zip main',                       { 'README.md': 'x' }],
  ['one with a leading folder', 'git archive --prefix=shop-1.0/ -o x.zip main',  { 'README.md': 'x' }],
  ['the contracts alone',     'git archive -o x.zip main:contracts',             undefined],
]

test.for(besides)('what lies beside the contracts in an archive of %s', async ([, command, found]) => {
  const folder = made()
  execFileSync('sh', ['-c', command], { cwd: folder })
  const { beside } = archiveBaseline(join(folder, 'x.zip'), 'x.zip', 'contracts')
  const snapshot = await beside?.(['README.md', 'expectations'])
  if (snapshot === undefined) return expect(found).toBeUndefined()
  const read = await snapshot.readAll([...snapshot.ids.keys()])
  expect(Object.fromEntries([...read].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]))).toEqual(found)
})

test('a folder: links to files count, links to folders, to nowhere and in circles do not; one without contracts is refused', async () => {
  const folder = join(made(), 'contracts')
  symlinkSync('a.odcs.yaml', join(folder, 'events/link.odcs.yaml'))
  symlinkSync('nowhere', join(folder, 'events/dangling'))
  symlinkSync('..', join(folder, 'events/loop'))
  symlinkSync('self', join(folder, 'events/self'))
  expect(await textsOf(directoryBaseline(folder, '../old'))).toEqual({ ...EXPECTED, 'events/link.odcs.yaml': 'a' })
  const empty = tempFolder()
  await expect(directoryBaseline(empty, 'old').snapshot()).rejects.toThrow('old holds no contract (no *.odcs.yaml)')
})
