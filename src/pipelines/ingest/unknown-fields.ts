import type { AvroRecord, AvroSchema } from '../../contracts/avro/schema.ts'
import type { Contract } from '../../contracts/model.ts'
import { driftOf } from '../../contracts/wire/allowed.ts'
import { isJsonObject } from '../../kernel/json.ts'
import type { Route } from './ir.ts'

/**
 * Why records of this schema are kept back: the contract does not read them, or it would read them without a column that it does not know.
 * What Debezium adds to an event beside the row is no column.
 */
export function unknownTo(contract: Contract, writer: AvroRecord, from: Route['from']): string | undefined {
  const drift = driftOf(contract, writer)
  if (drift !== undefined) return drift
  const [known, written] = from === 'record' ? [contract.schema, writer] : [rowOf(contract.schema), rowOf(writer)]
  if (known === undefined || written === undefined) return undefined
  const names = new Set(known.fields.flatMap(({ name, aliases }) => [name, ...aliases]))
  const unknown = written.fields.filter(({ name }) => !names.has(name)).map(({ name }) => `"${name}"`)
  return unknown.length === 0 ? undefined : `has ${unknown.join(', ')}, which ${contract.name} does not know`
}

/** The record of a change event's row. */
export function rowOf({ fields }: AvroRecord): AvroRecord | undefined {
  const after = fields.find(({ name }) => name === 'after')?.type
  const branches: readonly AvroSchema[] = after?.kind === 'union' ? after.branches : after === undefined ? [] : [after]
  return branches.find((branch) => branch.kind === 'record')
}

/** How many columns of a row were left out of one that has no others: Postgres sends the key alone unless it is told. */
export function missingColumns(row: unknown, columns: readonly string[]): number {
  if (!isJsonObject(row)) return 0
  const names = Object.keys(row)
  return names.every((name) => columns.includes(name)) ? columns.length - names.length : 0
}
