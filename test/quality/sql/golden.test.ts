import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { expectations } from '../../../src/quality/expectations/index.ts'
import { ownExpectations } from '../../../src/quality/own/index.ts'
import type { DialectName } from '../../../src/quality/sql/dialect.ts'
import { REFERENCE, REFERENCE_COLUMNS, REFERENCE_OWN } from './reference.ts'
import { checked, statements } from './statements.ts'

/*
 * The SQL of every expectation in every dialect, as people review it: golden/<dialect>.sql. To take over what is written now:
 * UPDATE=1 npx vitest run test/quality/sql, then read the diff and run test/oracle/sqlglot/recompute.ts.
 */
function golden(name: DialectName): string {
  const blocks = checked(REFERENCE, REFERENCE_OWN).map((one) => {
    const { scan, queries, examples } = statements(one, name, REFERENCE_COLUMNS)
    const all = [scan, ...queries, examples].flatMap((sql) => (sql === undefined ? [] : [`${sql};`]))
    return [
      `-- ${one.type}: ${one.bound.words}`,
      ...(all.length === 0 ? ['-- (no query: the columns say it)'] : all),
    ].join('\n')
  })
  return `${blocks.join('\n\n')}\n`
}

test.for(['duckdb', 'trino', 'spark'] as const)('SQL of every expectation: %s', (name) => {
  const file = new URL(`golden/${name}.sql`, import.meta.url)
  if (process.env.UPDATE === '1' && !process.env.CI) writeFileSync(file, golden(name))
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(golden(name))
})

test('no type is left out', () => {
  const asked = new Set([...REFERENCE, ...REFERENCE_OWN].map(([type]) => type))
  // It looks at the contract's columns, which this table does not have.
  const all = [...expectations.keys(), ...ownExpectations.keys()].filter(
    (type) => type !== 'dq_schema_to_equal_contract',
  )
  expect(all.filter((type) => !asked.has(type))).toEqual([])
})

test('nothing is counted by approximation', () => {
  for (const name of ['duckdb', 'trino', 'spark'] as const) expect(golden(name)).not.toMatch(/approx/i)
})
