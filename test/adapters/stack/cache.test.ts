import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fetchFiles } from '../../../src/adapters/stack/processes/downloads/cache.ts'
import { exclusively } from '../../../src/adapters/stack/processes/downloads/exclusive.ts'
import type { LockedFile } from '../../../src/adapters/stack/processes/downloads/lock.ts'
import { onceInCache } from '../../../src/adapters/stack/processes/downloads/once.ts'

let cache = ''
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'dq-cache-'))
})
afterEach(() => rmSync(cache, { recursive: true, force: true }))

const locked = (name: string, text = name): LockedFile => ({
  source: 'maven',
  coordinate: `g:${name}:1`,
  file: `${name}.jar`,
  bytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
})

/** A registry that gives every file its own name as content, or what `instead` says; counts what it is asked for. */
function registry(instead: Record<string, string> = {}) {
  const asked: string[] = []
  const give = (files: readonly LockedFile[], folder: string) => {
    for (const { file } of files) {
      const name = file.replace('.jar', '')
      asked.push(name)
      if (instead[name] !== 'nothing') writeFileSync(join(folder, file), instead[name] ?? name)
    }
  }
  const maven = async (files: readonly LockedFile[], folder: string) => give(files, folder)
  const pypi = async (file: LockedFile, folder: string) => give([file], folder)
  return { asked, fetchers: { maven, pypi } }
}

const quiet = () => {}

test('what is in the cache is not downloaded again', async () => {
  const { asked, fetchers } = registry()
  const files = [locked('a'), locked('b')]
  const paths = await fetchFiles(cache, files, quiet, fetchers)
  expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(['a', 'b'])
  expect(await fetchFiles(cache, [...files, locked('c')], quiet, fetchers)).toHaveLength(3)
  expect(asked).toEqual(['a', 'b', 'c'])
})

test('a file that is not the one of the lock file is refused, named with both hashes, and not kept', async () => {
  const { fetchers } = registry({ b: 'evil' })
  const wanted = locked('b')
  const got = createHash('sha256').update('evil').digest('hex')
  await expect(fetchFiles(cache, [locked('a'), wanted], quiet, fetchers)).rejects.toThrow(
    `g:b:1 is not the file that lock.yaml names: sha256 ${got}, wanted ${wanted.sha256}`,
  )
  expect(readdirSync(cache)).toEqual(['files'])
})

test('after a download that failed in the middle, only the rest is downloaded', async () => {
  const broken = registry({ b: 'nothing' })
  await expect(fetchFiles(cache, [locked('a'), locked('b')], quiet, broken.fetchers)).rejects.toThrow(
    'did not come as b.jar',
  )
  const { asked, fetchers } = registry()
  await fetchFiles(cache, [locked('a'), locked('b')], quiet, fetchers)
  expect(asked).toEqual(['b'])
})

test('a file in the cache that was cut short is downloaded again', async () => {
  const { asked, fetchers } = registry()
  const [path = ''] = await fetchFiles(cache, [locked('abc')], quiet, fetchers)
  writeFileSync(path, 'a')
  await fetchFiles(cache, [locked('abc')], quiet, fetchers)
  expect(asked).toEqual(['abc', 'abc'])
  expect(readFileSync(path, 'utf8')).toBe('abc')
})

test('a file that cannot be pinned says what came', async () => {
  const { fetchers } = registry()
  const said: string[] = []
  const { sha256, bytes: _, ...unpinned } = locked('a')
  await fetchFiles(cache, [unpinned], (text) => said.push(text), fetchers)
  expect(said.at(-1)).toBe(`g:a:1 is not pinned; got 1 bytes, sha256 ${sha256}`)
})

test('two that want the same file at once download it once', async () => {
  const { asked, fetchers } = registry()
  const [one, two] = await Promise.all([1, 2].map(() => fetchFiles(cache, [locked('a')], quiet, fetchers)))
  expect(one).toEqual(two)
  expect(asked).toEqual(['a'])
})

test('the lock of a process that is gone does not stop the next one', async () => {
  const file = join(cache, 'x.lock')
  // No process has this id: it is beyond what Linux gives.
  writeFileSync(file, '99999999')
  expect(await exclusively(file, async () => 'done', quiet)).toBe('done')
  expect(existsSync(file)).toBe(false)
})

test('what is made once is whole or not there', async () => {
  const fails = async (folder: string) => {
    writeFileSync(join(folder, 'half'), '')
    throw new Error('stopped in the middle')
  }
  await expect(onceInCache(cache, 'jdk', fails, quiet)).rejects.toThrow('stopped in the middle')
  expect(readdirSync(join(cache, 'made'))).toEqual([])
  const made = await onceInCache(cache, 'jdk', async (folder) => mkdirSync(join(folder, 'bin')) as never, quiet)
  expect(readdirSync(made)).toEqual(['bin'])
})
