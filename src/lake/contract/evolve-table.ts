import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Json } from '../../kernel/json.ts'
import { parseKey } from '../catalog/key.ts'
import type { CommitMeta } from '../catalog/port.ts'
import type { ColumnChange } from '../iceberg/evolve.ts'
import { nextMetadata, type TableMetadata } from '../iceberg/metadata.ts'
import { partitionFieldsJson } from '../iceberg/partition-spec.ts'
import { schemaJson } from '../iceberg/schema-json.ts'
import type { IcebergSchema } from '../iceberg/types.ts'
import { type PartitionWish, specFor } from '../table/partition-by.ts'
import { commitTable, type Lake, type LoadedTable } from '../table/table.ts'
import { planEvolution } from './plan-evolution.ts'
import { contractProperties } from './record.ts'

/**
 * Makes a table fit its contract as one commit; no data file is touched. Throws a DqError before a byte is written when the contract's level
 * forbids it, or rows that are there could not be read.
 */
export async function evolveTable(
  lake: Lake,
  contract: Contract,
  partitionBy: readonly PartitionWish[],
  to: CommitMeta & { readonly branch: string },
): Promise<{ readonly table: LoadedTable; readonly changes: readonly ColumnChange[] }> {
  let changes: readonly ColumnChange[] = []
  const table = await commitTable(lake, to.branch, parseKey(contract.name), to, async ({ metadata, content }) => {
    const plan = planEvolution(metadata, contract, partitionBy)
    const [first] = plan.problems
    if (first !== undefined) {
      const more = plan.problems.length === 1 ? '' : ` (and ${plan.problems.length - 1} more)`
      throw new DqError(`${contract.name} stays as it is: ${first}${more}`, {
        hint: 'what the rows that are there do not allow needs a new table, or a migration in steps: dq contract evolve',
      })
    }
    changes = plan.changes
    const { schema } = metadata
    const properties = { ...metadata.properties, ...contractProperties(contract) }
    const same = Object.entries(properties).every(([name, value]) => metadata.properties[name] === value)
    if (changes.length === 0 && same) return undefined
    const evolved = { ...schema, fields: plan.fields }
    const schemas = changes.every(({ kind }) => kind === 'partitioned') ? {} : withSchema(metadata, evolved)
    const specs = changes.some(({ kind }) => kind === 'partitioned') ? withSpec(metadata, evolved, partitionBy) : {}
    return nextMetadata(
      metadata,
      content.metadataLocation,
      { ...schemas, ...specs, 'last-column-id': plan.lastColumnId, properties },
      lake.sources.now(),
    )
  })
  return { table, changes }
}

/** A schema that the table had before keeps its id (table specification, "Schemas"). */
function withSchema({ schemas, raw }: TableMetadata, evolved: IcebergSchema) {
  const known = schemas.find((one) => JSON.stringify(one.fields) === JSON.stringify(evolved.fields))
  if (known !== undefined) return { 'current-schema-id': known.schemaId }
  const schemaId = Math.max(...schemas.map((one) => one.schemaId)) + 1
  const all = (raw.schemas as readonly Json[] | undefined) ?? []
  return { schemas: [...all, schemaJson({ ...evolved, schemaId })], 'current-schema-id': schemaId }
}

/** Files that are there keep the spec they were written by; new ones get this one. */
function withSpec(metadata: TableMetadata, schema: IcebergSchema, wishes: readonly PartitionWish[]) {
  const { spec, isNew, lastPartitionId } = specFor(schema, wishes, metadata)
  if (!isNew) return { 'default-spec-id': spec.specId }
  const all = (metadata.raw['partition-specs'] as readonly Json[] | undefined) ?? []
  return {
    'partition-specs': [...all, { 'spec-id': spec.specId, fields: partitionFieldsJson(spec) }],
    'default-spec-id': spec.specId,
    'last-partition-id': lastPartitionId,
  }
}
