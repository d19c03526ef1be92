import { expect, test } from 'vitest'
import { neutralType, sameType, typeNameProblem } from '../../src/quality/column-type.ts'

// Types as DESCRIBE prints them: DuckDB 1.5 (duckdb.org, "Data types"), Trino 476 (trino.io, "Data types"), Spark 3.5 (spark.apache.org, "Data Types").
// biome-ignore format: one row a type
const types: [neutral: string | undefined, duckdb: string | undefined, trino: string | undefined, spark: string | undefined][] = [
  ['boolean',   'BOOLEAN',                  'boolean',                       'boolean'],
  ['int',       'TINYINT',                  'tinyint',                       'tinyint'],
  ['int',       'SMALLINT',                 'smallint',                      'smallint'],
  ['int',       'INTEGER',                  'integer',                       'int'],
  ['long',      'BIGINT',                   'bigint',                        'bigint'],
  ['float',     'FLOAT',                    'real',                          'float'],
  ['double',    'DOUBLE',                   'double',                        'double'],
  ['decimal',   'DECIMAL(12,2)',            'decimal(12,2)',                 'decimal(12,2)'],
  ['string',    'VARCHAR',                  'varchar',                       'string'],
  ['string',    "ENUM('a', 'b')",           'varchar(32)',                   'char(3)'],
  ['string',    'UUID',                     'uuid',                          undefined],
  ['bytes',     'BLOB',                     'varbinary',                     'binary'],
  ['date',      'DATE',                     'date',                          'date'],
  ['time',      'TIME',                     'time(6)',                       undefined],
  ['timestamp', 'TIMESTAMP',                'timestamp(6)',                  'timestamp_ntz'],
  ['timestamp', 'TIMESTAMP WITH TIME ZONE', 'timestamp(6) with time zone',   'timestamp'],
  [undefined,   'INTEGER[]',                'array(integer)',                'array<int>'],
  [undefined,   'STRUCT(a DECIMAL(1,0))',   'row(a decimal(1,0))',           'struct<a:decimal(1,0)>'],
  [undefined,   'MAP(VARCHAR, INTEGER)',    'map(varchar, integer)',         'map<string,int>'],
]

test.for(types)('%s is %s in DuckDB, %s in Trino, %s in Spark', ([neutral, ...engines]) => {
  for (const name of engines) {
    if (name === undefined) continue
    expect(neutralType(name)).toBe(neutral)
    expect(typeNameProblem(name)).toBeUndefined()
    if (neutral !== undefined) expect(sameType(neutral, name)).toBe(true)
  }
})

test('a name without precision stands for every precision, one with it for itself', () => {
  expect(sameType('DECIMAL', 'decimal(12,2)')).toBe(true)
  expect(sameType('DECIMAL(12,2)', 'decimal(12,2)')).toBe(true)
  expect(sameType('DECIMAL(10,2)', 'decimal(12,2)')).toBe(false)
  expect(sameType('int', 'BIGINT')).toBe(false)
})

test('a misspelt type is told', () => {
  expect(typeNameProblem('timestmp')).toMatch(/did you mean "timestamp"/)
})
