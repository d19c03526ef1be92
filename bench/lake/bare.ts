// The same file by DuckDB's COPY alone: typed and partitioned, no contract, no statistics, no table: node bare.ts <file> <folder>.
import { rmSync } from 'node:fs'
import { DuckDBInstance } from '../../src/adapters/duckdb.ts'

const [, , file = '', folder = ''] = process.argv
const connection = await (await DuckDBInstance.create(':memory:')).connect()
await connection.run("SET TimeZone = 'UTC'")
const columns = {
  event_date: 'DATE',
  region: 'VARCHAR',
  event_id: 'VARCHAR',
  sku: 'VARCHAR',
  source_sku: 'VARCHAR',
  warehouse_id: 'VARCHAR',
  type: 'VARCHAR',
  quantity: 'INTEGER',
  unit_price: 'DECIMAL(12, 3)',
  currency: 'VARCHAR',
  reference: 'VARCHAR',
  occurred_at: 'TIMESTAMPTZ',
  kafka_topic: 'VARCHAR',
  kafka_partition: 'INTEGER',
  kafka_offset: 'BIGINT',
  kafka_timestamp: 'TIMESTAMPTZ',
}
const typed = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`)
const result =
  await connection.runAndReadAll(`COPY (SELECT * FROM read_json('${file}', columns = {${typed.join(', ')}}))
  TO '${folder}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (event_date, region), WRITE_PARTITION_COLUMNS true)`)
console.log(String(result.getRows()[0]?.[0]))
rmSync(folder, { recursive: true, force: true })
