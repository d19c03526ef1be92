import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { fileRegistry } from '../../../src/adapters/registry/file.ts'
import { testRegistry } from '../registry.suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-registry-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a registry in a file', () =>
  testRegistry(() => fileRegistry(join(folder, 'made', 'registry.json'), 'registry.json')))

test('it is there for the next process', async () => {
  const path = join(folder, 'again.json')
  const { id } = await fileRegistry(path, 'again.json').register('s', { schema: '"string"', references: [] })
  expect(await fileRegistry(path, 'again.json').schemaById(id)).toEqual({ schema: '"string"', references: [] })
})

test('a file that is something else is named, and not overwritten', async () => {
  const path = join(folder, 'other.json')
  writeFileSync(path, '{"version": 1}')
  await expect(fileRegistry(path, 'other.json').subjects()).rejects.toThrow('other.json is no registry that dq made')
})
