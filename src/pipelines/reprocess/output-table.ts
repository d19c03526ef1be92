import { parseAvroSchema } from '../../contracts/avro/parse.ts'
import type { AvroRecord } from '../../contracts/avro/schema.ts'
import type { Contract, ContractField } from '../../contracts/model.ts'

/* What a streaming job has made again stands in the lake as two tables for each of its topics and stores: rows, and differences. */
const NAMESPACE = 'reprocessed'
const DIFFERENCES = '__differences'

/** Dots part namespaces, so they cannot stand in the name of a table. */
const flat = (name: string): string => name.replaceAll(/[^A-Za-z0-9_-]/g, '_')

/** `reprocessed.fraud-enricher__fraud_alert`. */
export const outputTable = (job: string, { name }: Pick<Contract, 'name'>): string =>
  `${NAMESPACE}.${flat(job)}__${flat(name)}`

/** `reprocessed.fraud-enricher__fraud_alert__differences`. */
export const differencesTable = (job: string, contract: Pick<Contract, 'name'>): string =>
  outputTable(job, contract) + DIFFERENCES

const DIFFERENCE = parseAvroSchema({
  type: 'record',
  name: 'Difference',
  fields: [
    {
      name: 'dq_change',
      type: 'string',
      doc: 'new: never published; changed: published otherwise; gone: not made any more.',
    },
    { name: 'dq_order', type: 'long', doc: 'Place among the differences: they are published in this order.' },
    { name: 'dq_key', type: ['null', 'string'], default: null, doc: 'Key of the record.' },
    { name: 'dq_partition', type: 'int', doc: 'Partition of the record.' },
    {
      name: 'dq_revision',
      type: ['null', 'long'],
      default: null,
      doc: 'Revision of the row; null for a record of a topic.',
    },
  ],
}) as AvroRecord

/** What the table of an output promises: what its topic or store does, how long it keeps rows too, but not how fresh it is. Its rows are as old as what was read again. */
export const outputContract = (contract: Contract, name: string): Contract => ({
  ...contract,
  name,
  kind: 'table',
  sla: contract.sla.filter(({ property }) => property === 'retention'),
})

/** The same for its differences: each row with what became of it. */
export function differencesContract(contract: Contract, name: string): Contract {
  const key = contract.fields.find((field) => field.name === contract.settings.key)
  const { schema } = contract
  const added = DIFFERENCE.fields.map(
    (field): ContractField => ({
      name: field.name,
      logicalType: 'string',
      physicalType: 'string',
      required: field.type.kind !== 'union',
      examples: [],
      constraints: {},
      at: contract.places.odcs([]),
      // A key may be a person's id.
      ...(field.name === 'dq_key'
        ? key?.classification !== undefined && { classification: key.classification }
        : { classification: 'internal' }),
    }),
  )
  return {
    ...outputContract(contract, name),
    schema: { ...schema, fields: [...schema.fields, ...DIFFERENCE.fields] },
    fields: [...contract.fields, ...added],
  }
}

/** The contract of a table that holds a job's outputs or differences, by the table's name; undefined for every other table. */
export function reprocessedContract(table: string, contracts: readonly Contract[]): Contract | undefined {
  if (!table.startsWith(`${NAMESPACE}.`)) return undefined
  const isDifferences = table.endsWith(DIFFERENCES)
  const output = isDifferences ? table.slice(0, -DIFFERENCES.length) : table
  const [own] = contracts
    .filter(({ name }) => output.endsWith(`__${flat(name)}`))
    .sort((a, b) => b.name.length - a.name.length)
  if (own === undefined) return undefined
  return isDifferences ? differencesContract(own, table) : outputContract(own, table)
}
