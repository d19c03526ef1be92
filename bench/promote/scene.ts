import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSettings } from '../../src/cli/config.ts'
import { promote } from '../../src/cli/promote/promote.ts'
import { openLake } from '../../src/cli/wiring/lake.ts'
import { inBatches } from '../../src/kernel/in-batches.ts'
import type { TableKey } from '../../src/lake/catalog/key.ts'
import type { Operation, TableContent } from '../../src/lake/catalog/port.ts'
import { withIds } from '../../src/lake/iceberg/from-contract.ts'
import { metadataText, newMetadata, nextMetadata, type TableMetadata } from '../../src/lake/iceberg/metadata.ts'
import { repoAt, runGit } from '../../test/git-repo.ts'
import { column } from '../../test/lake/table/lake.ts'
import { avsc, odcs, repoFiles } from '../../test/promote/repo.ts'
import type { Bench, Contender } from '../bench.ts'

const TABLES = Number(process.env.DQ_BENCH_TABLES ?? 500)

/** Branches `prod` and `dev` that differ in so many tables, each under a contract, and what planning their promotion costs. */
export async function planBench(where: string, nessie?: string): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'dq-promote-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const names = Array.from({ length: TABLES }, (_, i) => `bronze.t${i}`)
  const policy = 'version: 1\npaths: [{ from: dev, to: prod, actors: [ana@shop.example] }]\n'
  const {
    'contracts/bronze/bronze.orders.avsc': _a,
    'contracts/bronze/bronze.orders.odcs.yaml': _o,
    ...files
  } = repoFiles({ nessie, policy })
  const contracts = names.flatMap((name, i) => [
    [`contracts/bronze/${name}.avsc`, avsc([]).replace('"Order"', `"Order${i}"`)],
    [
      `contracts/bronze/${name}.odcs.yaml`,
      odcs('1.0.0', [])
        .replaceAll('bronze.orders', name)
        .replaceAll(/bronze[-_]orders/g, `bronze-t${i}`),
    ],
  ])
  runGit(folder, ['init', '-q', '-b', 'main'])
  runGit(folder, ['config', 'user.name', 'Ana'])
  runGit(folder, ['config', 'user.email', 'ana@shop.example'])
  const { 'expectations/bronze/bronze.orders.yaml': _s, ...rest } = files
  repoAt(folder).commit('Contracts', { ...rest, ...Object.fromEntries(contracts) })
  const settings = loadSettings({ config: join(folder, 'dq.yaml') })
  const keys = names.map((name): TableKey => name.split('.'))
  await fill(settings, folder, keys)

  const { catalog } = await openLake(settings)
  const hash = (await catalog.reference('dev'))?.hash ?? ''
  const request = {
    move: { kind: 'promotion' as const, from: 'dev', to: 'prod' },
    dryRun: true,
    approvals: [],
    rows: 0,
  }
  const contenders: readonly Contender[] = [
    {
      name: 'dq promote --dry-run: plan, consumers, policy',
      async run() {
        const { plan, result } = await promote(settings, request)
        if (result !== 'dry run') throw new Error(`it is ${result}`)
        return plan?.tables.length ?? 0
      },
    },
    {
      name: `${TABLES} reads of one table each, 32 at once`,
      run: async () => (await inBatches(keys, (key) => catalog.content(hash, key))).length,
    },
  ]
  return { name: `${TABLES} changed tables, ${where}`, unit: 'tables', contenders }
}

/** In two commits: every table, then every table once more on dev. */
async function fill(
  settings: ReturnType<typeof loadSettings>,
  folder: string,
  keys: readonly TableKey[],
): Promise<void> {
  const lake = await openLake(settings, { forPromotion: true })
  const fields = withIds(
    [
      column('order_id', { kind: 'string' }, true),
      column('amount', { kind: 'decimal', precision: 12, scale: 2 }, true),
    ],
    (
      (id) => () =>
        ++id
    )(0),
  )
  const schema = { kind: 'struct' as const, schemaId: 0, identifierFieldIds: [], fields }
  const write = async (metadata: TableMetadata, file: string): Promise<Omit<TableContent, 'id'>> => {
    await lake.files.write(file, new TextEncoder().encode(metadataText(metadata)))
    return { kind: 'table', metadataLocation: file, snapshotId: -1n, schemaId: 0, specId: 0, sortOrderId: 0 }
  }
  const first = await inBatches(keys, async (key) => {
    const location = `file://${folder}/tables/${key.join('/')}`
    const metadata = newMetadata(
      { uuid: crypto.randomUUID(), location, schema, spec: { specId: 0, fields: [] }, now: Date.now() },
      2,
    )
    const content = await write(metadata, `${location}/metadata/v0.json`)
    return { key, metadata, content, location }
  })
  const namespace: Operation = { kind: 'put', key: ['bronze'], content: { kind: 'namespace', properties: {} } }
  const puts = first.map(({ key, content }): Operation => ({ kind: 'put', key, content }))
  const commit = async (branch: string, operations: readonly Operation[]) => {
    const expected = (await lake.catalog.reference(branch))?.hash ?? ''
    const done = await lake.catalog.commit({ branch, expected, operations, message: 'tables', author: 'bench' })
    if (done.kind !== 'committed') throw new Error(JSON.stringify(done))
    return done
  }
  const { hash, ids } = await commit('main', [namespace, ...puts])
  for (const name of ['dev', 'prod']) await lake.catalog.createReference({ kind: 'branch', name, hash })
  const second = await inBatches(first, async ({ key, metadata, location }): Promise<Operation> => {
    const changed = nextMetadata(
      metadata,
      `${location}/metadata/v0.json`,
      { properties: { touched: 'yes' } },
      Date.now(),
    )
    const id = ids.get(key.join('.'))
    return {
      kind: 'put',
      key,
      content: await write(changed, `${location}/metadata/v1.json`),
      ...(id !== undefined && { id }),
    }
  })
  await commit('dev', second)
}
