import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gitCatalog } from '../../../src/adapters/branch-catalog/git.ts'
import type { BranchCatalog, Reference } from '../../../src/lake/catalog/port.ts'
import { protectBranches } from '../../../src/lake/catalog/protect.ts'
import { deleteRows } from '../../../src/lake/table/delete-rows.ts'
import { createTable } from '../../../src/lake/table/table.ts'
import { column, openLake } from '../table/lake.ts'

let folder: string
let bare: BranchCatalog
let guarded: BranchCatalog

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dq-protect-'))
  bare = await gitCatalog({ folder: join(folder, 'catalog.git'), now: Date.now })
  const { hash } = await head('main')
  for (const name of ['prod', 'dev']) await bare.createReference({ kind: 'branch', name, hash })
  guarded = protectBranches(bare, async () => ['prod'])
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const head = async (name: string): Promise<Reference> => (await bare.reference(name))!
const meta = { message: 'try', author: 'Ana <ana@shop.example>' }
const operations = [{ kind: 'put', key: ['bronze'], content: { kind: 'namespace', properties: {} } }] as const

// biome-ignore format: one row a case
const writes: [what: string, write: (branch: string) => Promise<unknown>][] = [
  ['written to',  async (branch) => guarded.commit({ ...meta, branch, expected: (await head(branch)).hash, operations })],
  ['merged into', async (into) => guarded.merge({ ...meta, from: 'main', fromHash: (await head('main')).hash, into, expected: (await head(into)).hash, dryRun: false })],
  ['moved',       async (name) => guarded.assignBranch(await head(name), (await head('main')).hash)],
  ['deleted',     async (name) => guarded.deleteReference(await head(name))],
]

test.for(writes)('a protected branch is not %s, another one is', async ([, write]) => {
  const before = await head('prod')
  await expect(write('prod')).rejects.toThrow(/prod is a protected branch: .* by a promotion only/)
  expect(await head('prod')).toEqual(before)
  await expect(write('dev')).resolves.toBeDefined()
})

test('reading it, trying a merge, and tags are nobody’s harm', async () => {
  const prod = await head('prod')
  expect(await guarded.entries('prod')).toEqual([])
  expect(await guarded.log('prod')).toHaveLength(1)
  const tried = { ...meta, from: 'main', fromHash: prod.hash, into: 'prod', expected: prod.hash, dryRun: true }
  expect((await guarded.merge(tried)).kind).toBe('nothing')
  const tag = { kind: 'tag', name: 'v1', hash: prod.hash } as const
  expect([await guarded.createReference(tag), await guarded.deleteReference(tag)]).toEqual([true, true])
})

test('a table for it leaves no file behind', async () => {
  const { lake } = await openLake(folder, guarded)
  const made = createTable(lake, {
    ...meta,
    branch: 'prod',
    key: ['orders'],
    columns: [column('order_id', { kind: 'string' }, true)],
    partitionBy: [],
  })
  await expect(made).rejects.toThrow('prod is a protected branch')
  expect(readdirSync(folder)).not.toContain('tables')
})

test('what a deletion from it would do is not even counted', async () => {
  const { lake } = await openLake(folder, guarded)
  const from = { ...meta, branch: 'prod', key: ['orders'] }
  const never = { reader: {} as never, writer: {} as never }
  const filter = { kind: 'or', parts: [] } as const
  await expect(deleteRows(lake, never, from, filter, { dryRun: true })).rejects.toThrow('prod is a protected branch')
})

test('a policy that cannot be read protects every branch', async () => {
  const broken = protectBranches(bare, async () => {
    throw new Error('the policy has mistakes')
  })
  await expect(broken.deleteReference(await head('dev'))).rejects.toThrow('the policy has mistakes')
  expect(await head('dev')).toBeDefined()
})
