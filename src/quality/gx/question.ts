import type { CheckedExpectation } from '../checked-suite.ts'
import { neutralType } from '../column-type.ts'
import { onlyInGx } from './only-gx.ts'
import type { GxQuestion } from './ports.ts'

/** What a column of a neutral type is in the SQLite table that Great Expectations looks at: there is one type of integers, one of doubles. */
const SQLITE: Readonly<Record<string, string>> = {
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  long: 'INTEGER',
  float: 'FLOAT',
  double: 'FLOAT',
  decimal: 'NUMERIC',
  string: 'TEXT',
  bytes: 'BLOB',
  date: 'DATE',
  time: 'TIME',
  timestamp: 'TIMESTAMP',
}

/** The type of the column that stands for one of an engine; nested ones are JSON text. */
export const sqliteType = (engineType: string): string => SQLITE[neutralType(engineType) ?? ''] ?? 'TEXT'

/** The expectation as Great Expectations takes it: as written, but names of types are those of its engine. */
export function gxQuestion({ type, kwargs }: CheckedExpectation): GxQuestion {
  const { type_, type_list, row_condition, condition_parser } = kwargs
  return {
    type,
    on: onlyInGx.has(type) ? 'pandas' : 'sql',
    kwargs: {
      ...kwargs,
      ...(typeof type_ === 'string' && { type_: sqliteType(type_) }),
      ...(Array.isArray(type_list) && { type_list: [...new Set(type_list.map((one) => sqliteType(String(one))))] }),
      ...((row_condition ?? null) !== null && { condition_parser: condition_parser ?? 'great_expectations' }),
    },
  }
}
