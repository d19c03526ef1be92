import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { diskFiles, locationOf } from '../../../src/adapters/table-files/disk.ts'
import { testTableFiles } from './suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-disk-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
testTableFiles(async () => ({ files: diskFiles, root: locationOf(join(folder, String(count++))) }), 1_000_000)

test('locations are the same however many slashes they are written with', () => {
  expect(diskFiles.canonical('file:/lake/a')).toBe('file:///lake/a')
  expect(diskFiles.canonical('file:///lake/a')).toBe('file:///lake/a')
})
