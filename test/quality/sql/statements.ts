import type { CheckedExpectation } from '../../../src/quality/checked-suite.ts'
import { compileSuite } from '../../../src/quality/compile.ts'
import type { TableColumn } from '../../../src/quality/expectation.ts'
import { readSuite } from '../../../src/quality/read-suite.ts'
import type { DialectName } from '../../../src/quality/sql/dialect.ts'
import { dialects } from '../../../src/quality/sql/dialects.ts'
import { cases } from '../gx/cases.ts'
import { COLUMNS } from '../gx/tables.ts'

type Asked = readonly [type: string, kwargs: Readonly<Record<string, unknown>>]

/** Expectations of a suite, checked. */
export function checked(asked: readonly Asked[], own: readonly Asked[] = []): readonly CheckedExpectation[] {
  const expectations = asked.map(([type, kwargs]) => ({ type, kwargs }))
  const dq = { expectations: own.map(([type, kwargs]) => ({ type, kwargs })) }
  const { suite, findings } = readSuite('s.json', JSON.stringify({ name: 's', expectations, meta: { dq } }))
  if (suite === undefined) throw new Error(findings.map(({ message }) => message).join('; '))
  return suite.expectations
}

export interface Statements {
  readonly scan: string | undefined
  readonly queries: readonly string[]
  readonly examples: string | undefined
}

/** Everything that is asked for one expectation when there is something unexpected. */
export function statements(one: CheckedExpectation, name: DialectName, columns: readonly TableColumn[]): Statements {
  const dialect = dialects[name]
  const others = new Map(one.bound.tables.map((other) => [other, other.split('.').map(dialect.quote).join('.')]))
  const { scan, expectations } = compileSuite([one], { dialect, table: 'batch', columns, others, now: 0, pastRows: [] })
  const [compiled] = expectations
  if (compiled?.kind !== 'planned') throw new Error(compiled?.message)
  const { queries = [], examples } = compiled.plan
  return {
    scan,
    queries: queries.map((query) => (typeof query === 'string' ? query : query.sql)),
    examples: examples?.({ unexpected_count: 1, others: 1, repeated: 1, modes: 1 }),
  }
}

const columns = COLUMNS.map(([name, type]) => ({ name, type }))

/** Each set of parameters that Great Expectations has judged, once, as SQL over the tables of test/quality/gx. */
export const judged = (name: DialectName): readonly Statements[] => {
  const variations = new Map(cases.map(({ type, kwargs }) => [JSON.stringify([type, kwargs]), [type, kwargs] as const]))
  return [...variations.values()].flatMap(([type, kwargs]) => {
    if ('type_' in kwargs || 'type_list' in kwargs || 'other_table_name' in kwargs || kwargs.column === 'z') return []
    // Some are refused before they run: texts as bounds.
    const suite = JSON.stringify({ name: 's', expectations: [{ type, kwargs }] })
    return (readSuite('s.json', suite).suite?.expectations ?? []).map((one) => statements(one, name, columns))
  })
}
