import { z } from 'zod'
import type { Contract } from '../../contracts/model.ts'
import { scanTable } from '../../lake/scan/scan.ts'
import type { TableReader } from '../../lake/table/ports.ts'
import type { Lake, LoadedTable } from '../../lake/table/table.ts'
import type { Difference } from './differences.ts'
import { recordSql } from './record-sql.ts'

const lineSchema = z.object({
  change: z.enum(['new', 'changed', 'gone']),
  order: z.string().transform(Number),
  key: z.string().nullable(),
  partition: z.number(),
  revision: z
    .string()
    .nullable()
    .transform((text) => (text === null ? undefined : BigInt(text))),
  value: z.unknown(),
})

/** The rows of a table of differences, in their order; records as they are sent, value for value. */
export async function readDifferences(
  { lake, reader }: { readonly lake: Lake; readonly reader: TableReader },
  { metadata }: LoadedTable,
  contract: Contract,
): Promise<readonly Difference[]> {
  const { sql } = await reader.source(await scanTable(lake, metadata))
  const members = [
    'change := dq_change',
    '"order" := CAST(dq_order AS VARCHAR)',
    '"key" := dq_key',
    '"partition" := dq_partition',
    'revision := CAST(dq_revision AS VARCHAR)',
    `"value" := ${recordSql(contract)}`,
  ]
  const rows = await reader.rows(
    `SELECT CAST(to_json(struct_pack(${members.join(', ')})) AS VARCHAR) AS line FROM (${sql}) ORDER BY dq_order`,
  )
  return rows.map(({ line }) => lineSchema.parse(JSON.parse(String(line))))
}
