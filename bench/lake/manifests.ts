// The same file by DuckDB's COPY with field ids and statistics, manifests, metadata and a commit, without a contract's checks:
// node manifests.ts <file> <folder>. Prints the rows.
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { DuckDBInstance } from '../../src/adapters/duckdb.ts'
import { fileSource } from '../../src/adapters/table-data/duckdb/file-source.ts'
import { duckdbWriter } from '../../src/adapters/table-data/duckdb.ts'
import { loadSettings } from '../../src/cli/config.ts'
import { applyTable } from '../../src/cli/lake/write-table.ts'
import { openLake } from '../../src/cli/wiring/lake.ts'
import { addSnapshot } from '../../src/lake/table/snapshot.ts'
import { commitTable } from '../../src/lake/table/table.ts'

const [, , file = '', state = ''] = process.argv
process.env.DQ_STATE_DIR = state
const settings = loadSettings({})
await applyTable(settings, 'bronze.inventory_events', 'main')
const lake = await openLake(settings)
const connection = await (await DuckDBInstance.create(':memory:')).connect()
await connection.run("SET TimeZone = 'UTC'")
const writer = duckdbWriter({ connection, files: lake.files, scratch: `${state}/scratch`, uuid: randomUUID })
const meta = { author: 'bench', message: 'append' }
const { metadata } = await commitTable(lake, 'main', ['bronze', 'inventory_events'], meta, async (table) => {
  const { schema, spec, location } = table.metadata
  // Nothing is required and nothing is checked: only what it takes to be a table of Iceberg.
  const optional = { ...schema, fields: schema.fields.map((field) => ({ ...field, required: false })) }
  const added = await writer.write(fileSource([file], optional), { schema: optional, spec, folder: `${location}/data` })
  return addSnapshot(lake, table.metadata, table.content.metadataLocation, { operation: 'append', added })
})
console.log(metadata.current?.summary['total-records'])
rmSync(state, { recursive: true, force: true })
