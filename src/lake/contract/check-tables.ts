import type { Contract } from '../../contracts/model.ts'
import { finding } from '../../contracts/validate/rule.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Finding } from '../../kernel/finding.ts'
import { keyText } from '../catalog/key.ts'
import { type ColumnChange, evolve } from '../iceberg/evolve.ts'
import { wantedColumns } from '../iceberg/from-contract.ts'
import type { TableMetadata } from '../iceberg/metadata.ts'
import type { PartitionWish } from '../table/partition-by.ts'
import { type Lake, type LoadedTable, loadTable } from '../table/table.ts'
import { isSameTable, planEvolution } from './plan-evolution.ts'
import { recordedContract } from './record.ts'
import tableBehindContract from './rules/table-behind-contract.ts'
import tableBeyondContract from './rules/table-beyond-contract.ts'
import tableDrift from './rules/table-drift.ts'
import tableMissing from './rules/table-missing.ts'
import tableWithoutContract from './rules/table-without-contract.ts'

/** A contract of a table, and how it wants it partitioned. */
export interface TableContract {
  readonly contract: Contract
  readonly partitionBy: readonly PartitionWish[]
}

/** Holds the tables of a branch, tag or hash against their contracts; how many tables were looked at. */
export async function checkTables(
  lake: Lake,
  at: string,
  contracts: readonly TableContract[],
): Promise<{ readonly findings: readonly Finding[]; readonly tables: number }> {
  const entries = (await lake.catalog.entries(at)).filter(({ content }) => content.kind === 'table')
  const names = new Set(entries.map(({ key }) => keyText(key)))
  const findings: Finding[] = contracts
    .filter(({ contract }) => !names.has(contract.name))
    .map(({ contract }) =>
      finding(tableMissing, {
        at: contract.places.odcs([]),
        message: `${at} has no table ${contract.name}`,
        fix: `make it: dq table apply ${contract.name} --branch ${at}`,
      }),
    )
  for (const { key } of entries) {
    const own = contracts.find(({ contract }) => contract.name === keyText(key))
    const metadata = await readable(loadTable(lake, at, key))
    if (metadata instanceof DqError) findings.push(unreadable(metadata, own, keyText(key), at))
    else if (own !== undefined) findings.push(...findingsOf(metadata, own, at))
    else findings.push(withoutContract(metadata, keyText(key), at))
  }
  return { findings, tables: entries.length }
}

const readable = (loading: Promise<LoadedTable>): Promise<TableMetadata | DqError> =>
  loading.then(
    ({ metadata }) => metadata,
    (error: unknown) => {
      if (error instanceof DqError) return error
      throw error
    },
  )

/** Another engine took it to a format that dq does not have: no reason to say nothing of the other tables. */
const unreadable = (
  { message, at: place }: DqError,
  own: TableContract | undefined,
  name: string,
  at: string,
): Finding =>
  own === undefined
    ? withoutContract({ location: place?.file ?? name }, name, at)
    : finding(tableDrift, { at: own.contract.places.odcs(['schema', 0]), message: `${name} on ${at}: ${message}` })

export const withoutContract = ({ location }: Pick<TableMetadata, 'location'>, name: string, at: string): Finding =>
  finding(tableWithoutContract, {
    at: { file: location },
    message: `${at} has a table ${name}, and no contract has its name`,
  })

/** One table against its contract; `at` is how the state is called in messages. */
export function findingsOf(
  metadata: TableMetadata,
  { contract, partitionBy }: TableContract,
  at: string,
): readonly Finding[] {
  const place = contract.places.odcs(['schema', 0])
  const plan = planEvolution(metadata, contract, partitionBy)
  if (isSameTable(plan)) return []
  const drift = driftOf(metadata, contract)
  if (drift.length > 0)
    return drift.map((message) => finding(tableDrift, { at: place, message: `${contract.name} on ${at}: ${message}` }))
  if (plan.problems.length > 0)
    return plan.problems.map((problem) =>
      finding(tableBeyondContract, { at: place, message: `${contract.name} on ${at}: ${problem}` }),
    )
  const missing = plan.changes.filter(({ kind }) => kind !== 'described' && kind !== 'moved')
  const fix = `dq table apply ${contract.name} --branch ${at}`
  return missing.map((change) =>
    finding(tableBehindContract, { at: place, message: `${contract.name} on ${at}: ${behind(change)}`, fix }),
  )
}

/** Where a table is not as the contract that it was made by, whatever has become of the contract since. */
function driftOf({ schema, properties }: TableMetadata, contract: Contract): readonly string[] {
  const made = recordedContract(properties)
  const wanted = wantedColumns(made?.schema ?? contract.schema)
  const { changes, problems } = evolve(schema.fields, wanted, () => -1)
  const said = changes.filter(
    ({ kind, path }) => !['described', 'moved'].includes(kind) && !problems.some((one) => one.path === path),
  )
  return [
    ...problems.map(({ path, message }) => (message.includes('new and required') ? `${path} is missing` : message)),
    ...said.map(drifted),
  ]
}

function drifted({ kind, path, text }: ColumnChange): string {
  switch (kind) {
    case 'added':
      return `${path} is missing`
    case 'dropped':
      return `${path} is no field of the contract`
    case 'made-optional':
      return `${path} is required, in the contract it is not`
    case 'widened':
      return `${text.replace(' becomes ', ' in the table, ')} in the contract`
    default:
      return text
  }
}

const behind = ({ kind, text }: ColumnChange): string =>
  kind === 'added'
    ? `the contract has a new ${text}`
    : kind === 'dropped'
      ? `the contract has no ${text} any more`
      : text
