import { execFileSync } from 'node:child_process'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { zipFiles } from '../../../src/adapters/baseline/archive/zip.ts'
import { gitRepo } from '../../git-repo.ts'

const MAX = 1024 * 1024

interface Options {
  readonly flags?: number
  readonly method?: number
  readonly mode?: number
  readonly size?: number
  readonly crc?: number
  /** Offset that the directory tells. */
  readonly offset?: number
}

/** One stored file as APPNOTE.TXT lays it out: local header, body, central directory, end. */
function zip(name: string, body: string, options: Options = {}): Buffer {
  const [bytes, file] = [Buffer.from(body), Buffer.from(name)]
  const { flags = 0x800, method = 0, mode = 0x81a4, size = bytes.length, crc = crc32(bytes), offset = 0 } = options
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(file.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt8(3, 5)
  entry.writeUInt16LE(flags, 8)
  entry.writeUInt16LE(method, 10)
  entry.writeUInt32LE(crc, 16)
  entry.writeUInt32LE(bytes.length, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(file.length, 28)
  entry.writeUInt16LE(mode, 40)
  entry.writeUInt32LE(offset, 42)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length + file.length, 12)
  end.writeUInt32LE(local.length + file.length + bytes.length, 16)
  return Buffer.concat([local, file, bytes, entry, file, end])
}

const read = (bytes: Buffer) =>
  Object.fromEntries([...zipFiles(bytes, 'x.zip', MAX)].map(([path, body]) => [path, Buffer.from(body).toString()]))

/** The bytes with some of them replaced. */
function patched(bytes: Buffer, at: number, ...values: number[]): Buffer {
  const copy = Buffer.from(bytes)
  for (const [i, value] of values.entries()) copy[(at < 0 ? copy.length + at : at) + i] = value
  return copy
}

test('one file, with a comment behind the end, as git archive puts the commit there', () => {
  const bytes = zip('contracts/e/a.odcs.yaml', 'text')
  expect(read(bytes)).toEqual({ 'contracts/e/a.odcs.yaml': 'text' })
  expect(read(Buffer.concat([patched(bytes, -2, 5, 0), Buffer.from('hello')]))).toEqual({
    'contracts/e/a.odcs.yaml': 'text',
  })
})

test('what git packs: names of every kind, empty files, large ones, folders; links are left out', () => {
  const repo = gitRepo()
  const files = { 'contracts/ç ü/a.odcs.yaml': 'a', 'contracts/empty': '', 'contracts/large': 'x'.repeat(300_000) }
  repo.write(files)
  symlinkSync('large', join(repo.folder, 'contracts/link'))
  repo.commit('all')
  execFileSync('git', ['archive', '-o', 'x.zip', 'main'], { cwd: repo.folder })
  expect(read(readFileSync(join(repo.folder, 'x.zip')))).toEqual(files)
})

test('a name of an old tool, in no encoding that it tells', () => {
  const bytes = zip('contracts/X.odcs.yaml', 'a', { flags: 0 })
  for (const at of [bytes.indexOf('X'), bytes.lastIndexOf('X')]) bytes[at] = 0xe7
  expect(read(bytes)).toEqual({ 'contracts/ç.odcs.yaml': 'a' })
})

const GOOD = zip('a.odcs.yaml', 'text')

// biome-ignore format: one row a case
const tricks: [what: string, bytes: Buffer, message: RegExp][] = [
  ['a path that climbs out',     zip('contracts/../../x.odcs.yaml', 'x'),                        /leads out of it: "contracts/],
  ['an absolute path',           zip('/etc/x.odcs.yaml', 'x'),                                   /leads out of it/],
  ['a Windows path',             zip('C:\\x.odcs.yaml', 'x'),                                    /leads out of it/],
  ['a Windows path that climbs', zip('contracts\\..\\..\\x.odcs.yaml', 'x'),                   /leads out of it/],
  ['an encrypted file',          zip('a.odcs.yaml', 'x', { flags: 1 }),                          /a\.odcs\.yaml is encrypted/],
  ['strong encryption',          zip('a.odcs.yaml', 'x', { flags: 0x41 }),                       /is encrypted/],
  ['a method nobody knows',      zip('a.odcs.yaml', 'x', { method: 14 }),                        /packed by method 14/],
  ['zip64, in an entry',         zip('a.odcs.yaml', 'x', { size: 0xffffffff }),                  /is a zip64 archive/],
  ['zip64, in the end',          patched(GOOD, -12, 0xff, 0xff),                                 /is a zip64 archive/],
  ['one of several parts',       patched(GOOD, -18, 1),                                          /one of several parts/],
  ['a bomb by its own words',    zip('a.odcs.yaml', 'x', { size: 2 * MAX }),                     /unpacks to more than 1048576 bytes/],
  ['a size that is not true',    zip('a.odcs.yaml', 'x', { size: 7 }),                           /a\.odcs\.yaml is damaged/],
  ['another content',            zip('a.odcs.yaml', 'x', { crc: 1 }),                            /is damaged/],
  ['what does not inflate',      zip('a.odcs.yaml', 'xxxx', { method: 8 }),                      /is damaged/],
  ['an offset into nowhere',     zip('a.odcs.yaml', 'x', { offset: 0xfffffff0 }),                /is not where its directory says/],
  ['a directory in nowhere',     patched(GOOD, -6, 0xf0, 0xff, 0xff, 0x0f),                      /directory is damaged/],
  ['no end',                     GOOD.subarray(0, -4),                                           /no directory at its end/],
  ['only two letters',           Buffer.from('PK'),                                              /no directory at its end/],
]

test.for(tricks)('%s is refused', ([, bytes, message]) => {
  expect(() => read(bytes)).toThrow(message)
  try {
    read(bytes)
  } catch (error) {
    expect(error).toMatchObject({ name: 'DqError', hint: expect.any(String) })
  }
})

test('a deflated bomb ends at the size that its directory told', () => {
  const repo = gitRepo()
  repo.commit('zeros', { 'a.odcs.yaml': '0'.repeat(900_000) })
  execFileSync('git', ['archive', '-9', '-o', 'x.zip', 'main'], { cwd: repo.folder })
  const bytes = readFileSync(join(repo.folder, 'x.zip'))
  const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  bytes.writeUInt32LE(10, entry + 24)
  expect(() => read(bytes)).toThrow('a.odcs.yaml is damaged')
})

test('every cut and every flipped byte gives the files or a refusal, nothing else', () => {
  let refused = 0
  for (let at = 0; at < GOOD.length; at++) {
    for (const bytes of [GOOD.subarray(0, at), patched(GOOD, at, (GOOD[at] ?? 0) ^ 0xff)]) {
      try {
        read(bytes)
      } catch (error) {
        refused++
        expect(error).toMatchObject({ name: 'DqError' })
      }
    }
  }
  expect(refused).toBeGreaterThan(100)
})
