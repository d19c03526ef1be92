import { checkLevel } from '../../contracts/compat/level.ts'
import type { Contract } from '../../contracts/model.ts'
import { type ColumnChange, evolve } from '../iceberg/evolve.ts'
import { wantedColumns } from '../iceberg/from-contract.ts'
import type { TableMetadata } from '../iceberg/metadata.ts'
import { transformText } from '../iceberg/partition-spec.ts'
import type { NestedField } from '../iceberg/types.ts'
import type { PartitionWish } from '../table/partition-by.ts'
import { recordedContract } from './record.ts'

export interface EvolutionPlan {
  readonly fields: readonly NestedField[]
  readonly lastColumnId: number
  readonly changes: readonly ColumnChange[]
  /** Why it must not be: by the contract's own level of compatibility, or because the rows that are there could not be read. */
  readonly problems: readonly string[]
}

/** What has to change for a table to be as its contract has it now. */
export function planEvolution(
  { schema, lastColumnId, properties, spec, specs }: TableMetadata,
  contract: Contract,
  partitionBy: readonly PartitionWish[],
): EvolutionPlan {
  let last = lastColumnId
  const { fields, changes, problems } = evolve(schema.fields, wantedColumns(contract.schema), () => ++last)
  const names = new Map(schema.fields.map(({ id, name }) => [id, name]))
  const by = (wishes: readonly { readonly column: string; readonly transform: string }[]): string =>
    wishes.map(({ column, transform }) => `${transform}(${column})`).join(', ') || 'nothing'
  const found = by(
    spec.fields.map(({ sourceId, transform }) => ({
      column: fields.find(({ id }) => id === sourceId)?.name ?? names.get(sourceId) ?? `column ${sourceId}`,
      transform: transformText(transform),
    })),
  )
  const wished = by(partitionBy.map(({ column, transform }) => ({ column, transform: transformText(transform) })))
  // Files of an earlier partitioning have their values by it too, and other engines need its column to read them.
  const used = new Set(specs.flatMap((one) => one.fields.map(({ sourceId }) => sourceId)))
  const gone = [...used].filter((sourceId) => !fields.some(({ id }) => id === sourceId))
  const text = `the table is partitioned by ${found}, the contract asks for ${wished}`
  const isOther = found !== wished
  const isFixed = partitionBy.some((wish) => wish.isFixed === true)
  return {
    fields,
    lastColumnId: last,
    changes: isOther && !isFixed ? [...changes, { kind: 'partitioned', path: '', text }] : changes,
    problems: [
      ...levelProblems(contract, properties),
      ...problems.map(({ message }) => message),
      ...gone.map(
        (sourceId) => `the table is partitioned by ${names.get(sourceId) ?? `column ${sourceId}`}: it cannot go`,
      ),
      ...(isOther && isFixed ? [`${text}, and forbids to change it`] : []),
    ],
  }
}

/** The contract's promise to its readers: what the table was made by is the earlier version. */
function levelProblems(contract: Contract, properties: Readonly<Record<string, string>>): readonly string[] {
  const recorded = recordedContract(properties)
  if (recorded === undefined) return []
  const { compatibility } = contract.settings
  const { failures } = checkLevel(compatibility, contract.schema, [recorded])
  return failures.flatMap(({ version, direction, incompatibilities }) =>
    incompatibilities.map(({ kind, message, location }) => {
      const who =
        direction === 'backward' ? `it cannot read rows of ${version}` : `readers of ${version} cannot read it`
      return `the contract is ${compatibility}, and ${who}: ${kind.toLowerCase().replaceAll('_', ' ')} (${message}) at ${location}`
    }),
  )
}

/** Whether anything but comments and order differs. */
export const isSameTable = (plan: EvolutionPlan): boolean =>
  plan.problems.length === 0 && plan.changes.every(({ kind }) => kind === 'described' || kind === 'moved')
