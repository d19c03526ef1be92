// Tables of ours read, filtered and appended to by pyiceberg (PyPI), and its own appends read by us: every type, partitioned in several ways,
// before and after changes. Prints how many cells were compared and ends with 1 on a difference. Needs Python 3.10: node test/oracle/lake/exchange.ts
import { mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { rowsSql } from '../../../src/adapters/table-data/duckdb/read-sql.ts'
import { locationOf, pathOf } from '../../../src/adapters/table-files/disk.ts'
import { parseMetadata, type TableMetadata } from '../../../src/lake/iceberg/metadata.ts'
import { parseTransform } from '../../../src/lake/iceberg/partition-spec.ts'
import { liveEntries } from '../../../src/lake/table/snapshot.ts'
import { createTable, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, everyType, everyTypeRows, openLake } from '../../lake/table/lake.ts'
import { PYICEBERG, pythonWith, startPeer } from '../../python-peer.ts'

const cache = process.env.DQ_CACHE_DIR ?? join(homedir(), '.cache/dq')
const peer = startPeer(pythonWith(cache, PYICEBERG.name, PYICEBERG.packages), [
  join(import.meta.dirname, 'exchange.py'),
])
interface Answer {
  readonly columns: readonly string[]
  readonly rows: readonly unknown[]
  readonly files: number
  readonly metadata: string
}
const ask = (task: object): Promise<Answer> => peer.ask(task)

const folder = mkdtempSync(join(tmpdir(), 'dq-exchange-'))
const { lake, connection, change } = await openLake(folder)
const cells: { readonly what: string; readonly isSame: boolean }[] = []
function compare(what: string, ours: unknown, theirs: unknown): void {
  const isSame = JSON.stringify(ours) === JSON.stringify(theirs)
  cells.push({ what, isSame })
  if (!isSame)
    console.log(
      `DIFFERS ${what}\n  expected ${JSON.stringify(ours).slice(0, 600)}\n  got      ${JSON.stringify(theirs).slice(0, 600)}`,
    )
}

const time = (sql: string, format: string): string => `strftime(${sql}, '${format}%H:%M:%S.%f')`

/** Rows as text, as `values.py` makes it of pyiceberg's. */
async function textRows(relation: string): Promise<unknown[]> {
  const sql = `SELECT id::VARCHAR, region, amount::VARCHAR, ${time(`timezone('UTC', "at")`, '%Y-%m-%d ')}, "day"::VARCHAR,
    [['x', point.x::VARCHAR], ['label', point.label]], list_transform(items, lambda x: x::VARCHAR),
    list_transform(map_entries(rates), lambda e: [e.key, e.value::VARCHAR]), ref::VARCHAR, hex(bytes),
    ${time("DATE '1970-01-01' + clock", '')}, ${time('local', '%Y-%m-%d ')}, ratio::DOUBLE::VARCHAR, big::VARCHAR, is_even::VARCHAR
    FROM ${relation} ORDER BY id`
  return (await connection.runAndReadAll(sql)).getRowsJson()
}

async function ours(metadata: TableMetadata): Promise<unknown[]> {
  const files = (await liveEntries(lake, metadata)).map(({ file }) => ({ path: pathOf(file.path) }))
  return textRows(rowsSql(metadata.schema, files))
}

const partitionings: readonly (readonly [column: string, transform: string])[][] = [
  [],
  [['region', 'identity']],
  [
    ['at', 'day'],
    ['region', 'identity'],
  ],
  [['at', 'hour']],
  [
    ['at', 'month'],
    ['local', 'year'],
  ],
  [
    ['day', 'identity'],
    ['is_even', 'identity'],
  ],
  [['amount', 'identity']],
  [
    ['id', 'truncate[7]'],
    ['region', 'truncate[2]'],
  ],
  [
    ['id', 'bucket[4]'],
    ['region', 'bucket[3]'],
  ],
]

for (const wishes of partitionings) {
  const name = wishes.map(([column, transform]) => `${transform}(${column})`).join(', ') || 'no partitions'
  const key = ['bronze', `t${cells.length}`]
  const partitionBy = wishes.map(([column, transform]) => ({ column, transform: parseTransform(transform) }))
  await createTable(lake, { branch: 'main', key, columns: everyType, partitionBy, message: 'create', ...AUTHOR })
  await change(key, everyTypeRows(0, 25))
  await change(key, everyTypeRows(25, 40))
  const { content, metadata } = await loadTable(lake, 'main', key)
  const expected = await textRows(`(${everyTypeRows(0, 40)})`)
  compare(`${name}: our own reading`, expected, await ours(metadata))

  const read = await ask({ do: 'read', metadata: content.metadataLocation })
  compare(
    `${name}: columns`,
    everyType.map((column) => column.name),
    read.columns,
  )
  compare(`${name}: rows`, expected, read.rows)
  const few = await ask({ do: 'read', metadata: content.metadataLocation, filter: 'id >= 25' })
  compare(`${name}: rows of a filter`, expected.slice(25), few.rows)
  compare(`${name}: a filter reads fewer files`, true, few.files < read.files)
  const none = await ask({ do: 'read', metadata: content.metadataLocation, filter: "at > '1980-01-01T00:00:00+00:00'" })
  compare(`${name}: bounds rule out every file`, [[], 0], [none.rows, none.files])

  // pyiceberg appends behind us, we read what it wrote, and append behind it.
  const appended = await ask({
    do: 'append',
    metadata: content.metadataLocation,
    warehouse: locationOf(folder),
    count: 10,
    shift: 100,
  })
  const text = new TextDecoder().decode(await lake.files.read(appended.metadata))
  const after = parseMetadata(text, appended.metadata)
  const both = await textRows(
    `(${everyTypeRows(0, 40)} UNION ALL SELECT * REPLACE (id + 100 AS id) FROM (${everyTypeRows(0, 10)}))`,
  )
  compare(`${name}: what pyiceberg appended`, both, await ours(after))
}

await peer.end()
rmSync(folder, { recursive: true, force: true })
const wrong = cells.filter(({ isSame }) => !isSame)
console.log(
  `tables exchanged with ${PYICEBERG.name}: ${partitionings.length} partitionings, ${everyType.length} types, ${cells.length} cells, ${wrong.length} wrong`,
)
if (wrong.length > 0) process.exitCode = 1
