import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { diskFailure } from '../../src/cli/disk-failure.ts'

const refused = (code: string, path?: string) => Object.assign(new Error('no'), { code, syscall: 'open', path })

// biome-ignore format: one row a case
const cases: [what: string, error: unknown, message: string | undefined][] = [
  ['a file below is shown from here',     refused('EACCES', '/data/repo/lineage.json'), 'open lineage.json: permission denied'],
  ['one elsewhere with its whole path',   refused('EROFS', '/mnt/x'),                   'open /mnt/x: the file system is read-only'],
  ['the folder itself',                   refused('EACCES', '/data/repo'),              'open .: permission denied'],
  ['a full disk, whatever the file',      refused('ENOSPC'),                            'open: no space is left on the device'],
  ['a folder that is named as a file',    refused('EISDIR', '/data/repo/out'),          'open out: it is a folder'],
  ['a file that is named as a folder',    refused('ENOTDIR', '/data/repo/a.md/b.jsonl'), 'open a.md/b.jsonl: a file stands where a folder would have to be'],
  ['a file that is missing is told where it is asked for', refused('ENOENT', '/x'),     undefined],
  ['a mistake of the program',            new TypeError('x is undefined'),              undefined],
  ['no error at all',                     'EACCES',                                     undefined],
]

test.for(cases)('what the disk refuses: %s', ([, error, message]) => {
  expect(diskFailure(error, '/data/repo')?.message).toBe(message)
})

test.skipIf(process.platform !== 'linux')('a device that is full, for real', () => {
  let caught: unknown
  try {
    writeFileSync('/dev/full', 'x')
  } catch (error) {
    caught = error
  }
  expect(diskFailure(caught)?.hint).toBe('make room, then run it again')
})
