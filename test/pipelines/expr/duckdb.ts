import { DuckDBInstance } from '@duckdb/node-api'
import type { Type } from '../../../src/kernel/value-type.ts'
import { sqlType } from '../../../src/pipelines/expr/sql/types.ts'

export interface DuckDb {
  /** Rows of text, null as null. @throws what DuckDB says. */
  rows(sql: string): Promise<readonly (readonly (string | null)[])[]>
}

let opened: Promise<DuckDb> | undefined

/** One in-memory database for all tests of a file. */
export const duckdb = (): Promise<DuckDb> => {
  opened ??= open()
  return opened
}

async function open(): Promise<DuckDb> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  // A time zone far from UTC: nothing may depend on it.
  await connection.run("SET TimeZone = 'Asia/Tokyo'; SET threads = 1")
  return {
    async rows(sql) {
      const reader = await connection.runAndReadAll(sql)
      return reader.getRows().map((row) => row.map((value) => (value === null ? null : String(value))))
    },
  }
}

/** A value's text as a DuckDB expression of that type. */
export function duckdbValue(type: Type, text: string | undefined): string {
  if (text === undefined) return `CAST(NULL AS ${sqlType(type, 'duckdb')})`
  const plain = type.kind === 'timestamp' ? text.replace('T', ' ').replace('Z', '') : text
  if (type.kind === 'array') return text.replaceAll('"', "'")
  return `CAST('${plain.replaceAll("'", "''")}' AS ${sqlType(type, 'duckdb')})`
}

/** DuckDB's text of a value (CAST AS VARCHAR) in the canonical form of `values.ts`; `beyond` when it is out of our type's range. */
export function fromDuckdb(type: Type, text: string | null): string {
  if (text === null) return 'null'
  switch (type.kind) {
    case 'timestamp': {
      const [, seconds = '', fraction = ''] = /^(.*?)(?:\.(\d+))?$/.exec(text)!
      const year = Number(/^\d{4}(?=-)/.exec(seconds)?.[0])
      // Our timestamps are safe integers: 1684 to 2255. DuckDB's go further.
      return year > 1684 && year < 2255 ? `${seconds.replace(' ', 'T')}.${fraction.padEnd(6, '0')}Z` : 'overflow'
    }
    case 'double':
      return String(Number(text.replace('inf', 'Infinity')) + 0)
    case 'float':
      return String(Math.fround(Number(text.replace('inf', 'Infinity'))) + 0)
    case 'decimal':
      return text.replace(/^(-?)\./, '$10.')
    case 'int53':
      // A BIGINT in SQL: DuckDB does not know of the bound.
      return Number.isSafeInteger(Number(text)) ? text : 'overflow'
    default:
      return text
  }
}
