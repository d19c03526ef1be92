import { loadSettings } from '../../src/cli/config.ts'
import { openLake } from '../../src/cli/wiring/lake.ts'
import { openTableEngine } from '../../src/cli/wiring/table-engine.ts'
import { scanTable } from '../../src/lake/scan/scan.ts'
import { loadTable } from '../../src/lake/table/table.ts'
import type { World } from './step.ts'

/** Reads tables of the story's lake for its checks; `bronze.orders` in a query is that table on the branch. */
export const queryIn =
  (folder: string): World['query'] =>
  async (branch, sql) => {
    const settings = loadSettings({}, { env: { ...process.env, DQ_STATE_DIR: folder }, cwd: () => process.cwd() })
    const [lake, engine] = [await openLake(settings), await openTableEngine(settings)]
    try {
      const names = [...new Set(sql.match(/\b(?:bronze|silver|gold)\.\w+/g) ?? [])]
      const relations = new Map<string, string>()
      for (const name of names) {
        const { metadata } = await loadTable(lake, branch, name.split('.'))
        relations.set(name, (await engine.reader.source(await scanTable(lake, metadata))).sql)
      }
      const text = sql.replaceAll(/\b(?:bronze|silver|gold)\.\w+/g, (name) => `(${relations.get(name)})`)
      const rows = await engine.reader.rows(text)
      return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)])))
    } finally {
      engine.close()
    }
  }
