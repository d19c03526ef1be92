import { DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, expect, test } from 'vitest'
import type { SqlType } from '../../../src/pipelines/sql/analyse/sql-type.ts'
import { duckdb } from '../../../src/pipelines/sql/print/duckdb.ts'
import { printSqlQuery } from '../../../src/pipelines/sql/print/print.ts'
import { queries } from './queries.ts'
import { analysed, jobQueries, parameters, tables } from './read.ts'

const connection = await (await DuckDBInstance.create(':memory:')).connect()

beforeAll(async () => {
  const used = [...tables].filter(([name]) => /^(bronze|silver|gold)\.\w+$/.test(name))
  for (const schema of new Set(used.map(([name]) => name.split('.')[0])))
    await connection.run(`CREATE SCHEMA ${schema}`)
  for (const [name, columns] of used) {
    const list = [...columns].map(([column, type]) => `"${column}" ${duckdb.type(type)}`)
    await connection.run(`CREATE TABLE ${name} (${list.join(', ')})`)
  }
})

/** DuckDB's name of a type, as DESCRIBE writes it. */
const described = (type: SqlType): string => (type.kind === 'null' ? 'INTEGER' : duckdb.type(type).replace(', ', ','))

const options = { values: new Map([['date', '2017-10-02']]), parameters }

test('every batch job and query runs in DuckDB, and gives the columns and types that were found', async () => {
  const different: string[] = []
  for (const { id, sql } of [...jobQueries, ...queries]) {
    const analysis = analysed(sql)
    const text = printSqlQuery(analysis, 'duckdb', options)
    const ours = analysis.output.columns.map(({ name, type }) => `${name} ${described(type)}`)
    const result = await connection.runAndReadAll(text).catch((error) => {
      throw new Error(`${id}: ${error}\n${text}`)
    })
    const theirs = result.columnNames().map((name, i) => `${name} ${result.columnType(i)}`)
    if (ours.join() !== theirs.join()) different.push(`${id}: dq ${ours.join('; ')} | DuckDB ${theirs.join('; ')}`)
  }
  expect(different).toEqual([])
})
