import { DqError } from '../../kernel/errors.ts'
import { suggest } from '../../kernel/suggest.ts'
import { keyText, outerKey, type TableKey } from '../catalog/key.ts'
import type { BranchCatalog, CommitMeta, Conflict, TableContent } from '../catalog/port.ts'
import { isHash } from '../catalog/reference-name.ts'
import { unknownReference } from '../catalog/unknown-reference.ts'
import { type NextId, type WantedField, withIds } from '../iceberg/from-contract.ts'
import { metadataText, newMetadata, parseMetadata, type TableMetadata } from '../iceberg/metadata.ts'
import type { IcebergSchema } from '../iceberg/types.ts'
import { type PartitionWish, specFor } from './partition-by.ts'
import type { SnapshotTools } from './snapshot.ts'

export interface Lake extends SnapshotTools {
  readonly catalog: BranchCatalog
  /** Where new tables go, as a URL: `file:///…/lake`. */
  readonly root: string
}

/** A table at one commit of the catalog. */
export interface LoadedTable {
  readonly key: TableKey
  readonly content: TableContent
  readonly metadata: TableMetadata
  /** The commit that it was read at. */
  readonly hash: string
}

/** Throws a DqError that says what there is when it is not a table. `at` is a reference or a hash, `shown` what people call it. */
export async function loadTable(lake: Lake, at: string, key: TableKey, shown = at): Promise<LoadedTable> {
  const hash = isHash(at) ? at : ((await lake.catalog.reference(at))?.hash ?? at)
  const content = await lake.catalog.content(hash, key)
  if (content?.kind === 'table')
    return { key, content, hash, metadata: await metadataAt(lake, content.metadataLocation) }
  const tables = (await lake.catalog.entries(hash)).flatMap((entry) =>
    entry.content.kind === 'table' ? [keyText(entry.key)] : [],
  )
  const near = suggest(keyText(key), tables)
  const others = await branchesWith(lake, key)
  throw new DqError(`${shown} has no table ${keyText(key)}`, {
    hint:
      others.length > 0
        ? `${others.join(', ')} ${others.length === 1 ? 'has it: name that branch' : 'have it: name a branch'}`
        : near !== undefined
          ? `did you mean ${near}?`
          : tables.length === 0
            ? 'it has none yet; dq table apply makes the table of a contract'
            : `it has ${tables.join(', ')}`,
  })
}

/** Where else a table may have been looked for; a few branches are asked. */
export async function branchesWith({ catalog }: Lake, key: TableKey): Promise<readonly string[]> {
  const branches = (await catalog.references()).filter(({ kind }) => kind === 'branch').slice(0, 10)
  const found = await Promise.all(branches.map(({ hash }) => catalog.content(hash, key)))
  return branches.filter((_, i) => found[i]?.kind === 'table').map(({ name }) => name)
}

const metadataAt = async (lake: Lake, url: string): Promise<TableMetadata> =>
  parseMetadata(new TextDecoder().decode(await lake.files.read(url)), url)

export interface CreateTable extends CommitMeta {
  readonly branch: string
  readonly key: TableKey
  readonly columns: readonly WantedField[]
  readonly partitionBy: readonly PartitionWish[]
  readonly properties?: Readonly<Record<string, string>>
}

/** An empty table; its namespaces are made with it where they are missing. Throws a DqError when the name is taken. */
export async function createTable(lake: Lake, request: CreateTable): Promise<LoadedTable> {
  const { branch, key } = request
  let lastId = 0
  const next: NextId = () => ++lastId
  const schema: IcebergSchema = {
    kind: 'struct',
    schemaId: 0,
    identifierFieldIds: [],
    fields: withIds(request.columns, next),
  }
  const uuid = lake.sources.uuid()
  // Two tables of one name, on two branches or one after the other, share no folder.
  const location = `${lake.root}/${key.join('/')}-${uuid.slice(0, 8)}`
  const { spec } = specFor(schema, request.partitionBy, { specs: [], lastPartitionId: 999 })
  const metadata = newMetadata(
    { uuid, location, schema, spec, properties: request.properties ?? {}, now: lake.sources.now() },
    lastId,
  )
  const expected = await branchHead(lake, branch)
  const content = await writeMetadata(lake, metadata, 0)
  const missing = await missingNamespaces(lake, expected, key)
  const operations = [
    ...missing.map((outer) => ({
      kind: 'put' as const,
      key: outer,
      content: { kind: 'namespace' as const, properties: {} },
    })),
    { kind: 'put' as const, key, content },
  ]
  const done = await lake.catalog.commit({ ...request, branch, expected, operations })
  if (done.kind !== 'committed') throw refused(branch, key, done.kind === 'conflict' ? done.conflicts : [])
  const id = done.ids.get(keyText(key)) ?? ''
  return { key, content: { ...content, id }, metadata, hash: done.hash }
}

async function missingNamespaces(lake: Lake, at: string, key: TableKey): Promise<readonly TableKey[]> {
  const missing: TableKey[] = []
  for (let outer = outerKey(key); outer !== undefined; outer = outerKey(outer)) {
    if ((await lake.catalog.content(at, outer)) !== undefined) break
    missing.unshift(outer)
  }
  return missing
}

/** How often a commit is tried again when other writers are quicker: each time at least one of them got through. */
const TRIES = 100

/**
 * Changes a table and commits it; `change` is asked again with the newest state when another writer changed the same table in between,
 * so it must not depend on what it saw before. Undefined from it: nothing is to be done.
 */
export async function commitTable(
  lake: Lake,
  branch: string,
  key: TableKey,
  meta: CommitMeta,
  change: (table: LoadedTable) => Promise<TableMetadata | undefined>,
): Promise<LoadedTable> {
  const [done] = await commitTables(lake, branch, [key], meta, async ([table]) => [await change(table!)])
  return done!
}

/** The same for several tables, in their order: one commit, all of it or nothing. */
export async function commitTables(
  lake: Lake,
  branch: string,
  keys: readonly TableKey[],
  meta: CommitMeta,
  change: (tables: readonly LoadedTable[]) => Promise<readonly (TableMetadata | undefined)[]>,
): Promise<readonly LoadedTable[]> {
  for (let tries = 1; ; tries++) {
    const expected = await branchHead(lake, branch)
    const tables = await Promise.all(keys.map((key) => loadTable(lake, expected, key, branch)))
    const changed = await change(tables)
    const next = await Promise.all(
      tables.map(async (table, i) => {
        const metadata = changed[i]
        if (metadata === undefined) return table
        const content = await writeMetadata(lake, metadata, versionOf(table.content.metadataLocation) + 1)
        return { key: table.key, content: { ...content, id: table.content.id }, metadata }
      }),
    )
    const written = next.filter((_, i) => changed[i] !== undefined)
    if (written.length === 0) return tables
    const operations = written.map(({ key, content }) => ({ kind: 'put' as const, key, content, id: content.id }))
    const done = await lake.catalog.commit({ ...meta, branch, expected, operations })
    if (done.kind === 'committed') return next.map((table) => ({ ...table, hash: done.hash }))
    // The metadata files that nobody points to are orphans now.
    await lake.files.remove(written.map(({ content }) => content.metadataLocation))
    const again = done.kind === 'moved' || done.conflicts.every(({ kind }) => kind === 'changed')
    const [first] = done.kind === 'conflict' ? done.conflicts : []
    if (!again || tries >= TRIES) throw refused(branch, first?.key ?? keys[0]!, first === undefined ? [] : [first])
  }
}

async function branchHead({ catalog }: Lake, name: string): Promise<string> {
  await catalog.mayWrite?.(name)
  const found = await catalog.reference(name)
  if (found?.kind === 'branch') return found.hash
  if (found === undefined) throw unknownReference(name, await catalog.references(), 'new')
  throw new DqError(`${name} is a tag: it does not move`, {
    hint: `name a branch, or make one there: dq branch create <name> --from ${name}`,
  })
}

/** `00012-….metadata.json`: the number is for people. */
const versionOf = (location: string): number => Number(/\/(\d+)-[^/]*$/.exec(location)?.[1] ?? 0)

async function writeMetadata(lake: Lake, metadata: TableMetadata, version: number): Promise<Omit<TableContent, 'id'>> {
  const file = `${String(version).padStart(5, '0')}-${lake.sources.uuid()}.metadata.json`
  const metadataLocation = `${metadata.location}/metadata/${file}`
  await lake.files.write(metadataLocation, new TextEncoder().encode(metadataText(metadata)))
  return {
    kind: 'table',
    metadataLocation,
    snapshotId: metadata.current?.id ?? -1n,
    schemaId: metadata.schema.schemaId,
    specId: metadata.spec.specId,
    // Engines open a table by it, and not at all by one that it does not have.
    sortOrderId: Number(metadata.raw['default-sort-order-id'] ?? 0),
  }
}

function refused(branch: string, key: TableKey, conflicts: readonly Conflict[]): DqError {
  const [first] = conflicts
  const name = keyText(key)
  if (first?.kind === 'exists')
    return new DqError(`${branch} has a table ${name} already`, { hint: `dq table show ${name}` })
  if (first?.kind === 'namespace-missing') return new DqError(`${branch} has no namespace ${keyText(first.key)}`)
  return new DqError(`other writers keep changing ${name} on ${branch}`, { hint: 'try again when they are done' })
}
