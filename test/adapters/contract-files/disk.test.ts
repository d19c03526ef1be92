import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { diskFiles } from '../../../src/adapters/contract-files/disk.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dq-files-'))
})
afterEach(() => rmSync(root, { recursive: true }))

test('files are listed below the folder, sorted, without hidden ones', async () => {
  for (const folder of ['contracts/b', 'contracts/a', 'contracts/.git'])
    mkdirSync(join(root, folder), { recursive: true })
  for (const file of ['b/1.avsc', 'a/2.avsc', '.DS_Store', '.git/x', 'a/.swp'])
    writeFileSync(join(root, 'contracts', file), file)
  const files = diskFiles(join(root, 'contracts'), root)
  expect(files.folder).toBe('contracts')
  expect(await files.list()).toEqual(['a/2.avsc', 'b/1.avsc'])
  expect(Buffer.from(await files.read('a/2.avsc')).toString()).toBe('a/2.avsc')
})

test('a folder that does not exist is empty', async () => {
  expect(await diskFiles(join(root, 'none'), root).list()).toEqual([])
})

test('a folder outside the working folder keeps its absolute path', () => {
  expect(diskFiles(root, join(root, 'other')).folder).toBe(root)
})

test('a write replaces the file and leaves nothing else behind', async () => {
  writeFileSync(join(root, 'a.yaml'), 'old')
  await diskFiles(root, root).write('a.yaml', 'new')
  expect(readFileSync(join(root, 'a.yaml'), 'utf8')).toBe('new')
  expect(readdirSync(root)).toEqual(['a.yaml'])
})
