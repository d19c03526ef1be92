import type { ColumnOf, Engine } from './engine.ts'
import { difference, type OwnLake, readOwn } from './exchange.ts'
import type { Matrix } from './matrix.ts'

/** How an engine is told to make a table of another format than dq's own, by row of the matrix. */
export interface Formatted extends Engine {
  readonly formats: Readonly<Record<string, (table: string) => Promise<unknown>>>
}

const columns: readonly ColumnOf[] = [
  { name: 'id', type: { kind: 'long' } },
  { name: 'word', type: { kind: 'string' } },
]

/** Tables in formats that dq does not write: read, or refused by name. */
export async function readFormats(own: OwnLake, engine: Formatted, matrix: Matrix): Promise<void> {
  const prefix = engine.name.toLowerCase()
  for (const [place, [label, create]] of Object.entries(engine.formats).entries()) {
    const table = `${prefix}_format_${place}`
    await create(table)
    const one = (what: string, work: () => Promise<string | undefined>) =>
      matrix.tried(engine.name, what, [label], async () => {
        const text = await work()
        return () => text
      })
    const rows = [
      ['1', 'a'],
      ['2', 'b'],
    ]
    const isRead = await one('dq reads', async () => difference(rows, (await readOwn(own, table, columns)).rows))
    if (!isRead) continue
    await one('dq appends', async () => {
      await own.change(['bronze', table], "SELECT 3::BIGINT AS id, 'c' AS word")
      return difference([...rows, ['3', 'c']], (await engine.read(table, columns)).rows)
    })
  }
}
