import { askSources } from '../../contracts/impact/ask-sources.ts'
import { impactOf } from '../../contracts/impact/impact-of-field.ts'
import { WHOLE } from '../../contracts/impact/usage.ts'
import type { UsageIndex } from '../../contracts/impact/usage-index.ts'
import type { Impact } from '../../kernel/finding.ts'
import type { PlannedTable, TableConsumers } from '../../lake/promote/plan.ts'
import type { Settings } from '../config.ts'
import { usageSources } from '../contract/usage-sources.ts'

/** Who uses the tables that change, and who is hurt by columns that go or become others; recorded cases are nobody, and suites are gates of their own. */
export async function consumersOf(
  settings: Settings,
  tables: readonly PlannedTable[],
): Promise<{ readonly consumers: readonly TableConsumers[]; readonly index: UsageIndex }> {
  const { index } = await askSources(usageSources(settings), new Set(tables.map(({ table }) => table)))
  return { index, consumers: tables.flatMap((table) => ofTable(table, index)) }
}

function ofTable({ table, schema, kind }: PlannedTable, index: UsageIndex): readonly TableConsumers[] {
  const whole =
    kind === 'dropped' || kind === 'replaced'
      ? named(impactOf({ contract: table, field: WHOLE }, index))
      : direct(table, index)
  const columns = schema
    .filter((change) => change.kind !== 'added' && change.kind !== 'made-optional')
    .map(({ kind: what, path, before }) => {
      const field = what === 'renamed' ? (before ?? path) : path
      return { table, column: field, users: named(impactOf({ contract: table, field }, index)) }
    })
  return [{ table, column: null, users: whole }, ...columns].filter(({ users }) => users.length > 0)
}

const direct = (table: string, index: UsageIndex): readonly string[] =>
  named(index.ofContract(table).map(({ by }) => by))

const named = (users: readonly Pick<Impact, 'kind' | 'name'>[]): readonly string[] => [
  ...new Set(
    users.filter(({ kind }) => kind !== 'fixture' && kind !== 'expectation').map(({ kind, name }) => `${kind} ${name}`),
  ),
]
