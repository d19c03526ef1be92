import { type Usage, WHOLE } from '../contracts/impact/usage.ts'
import { compareCodePoints } from '../kernel/code-points.ts'
import type { CheckedSuite } from './checked-suite.ts'
import { conditionColumns } from './row-condition.ts'

/** The columns that a suite judges, as users of the fields of its table; what it looks at in other tables counts as the whole of them. */
export function suiteUsages(table: string, { name, expectations }: CheckedSuite): readonly Usage[] {
  return expectations.flatMap(({ type, bound, at }) => {
    const columns = [
      ...bound.columns.map((column) => column.name),
      ...(bound.condition === undefined ? [] : conditionColumns(bound.condition).map((column) => column.name)),
    ]
    const by = { kind: 'expectation', name, path: type, at } as const
    return [
      ...[...new Set(columns)]
        .sort(compareCodePoints)
        .map((field): Usage => ({ contract: table, field, edge: 'check', by })),
      ...bound.tables.map((contract): Usage => ({ contract, field: WHOLE, edge: 'check', by })),
    ]
  })
}
