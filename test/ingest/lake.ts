import { join } from 'node:path'
import { loadSettings, type Settings } from '../../src/cli/config.ts'
import { type LoadedIngest, loadIngest } from '../../src/cli/ingest/load-ingest.ts'
import { openLake } from '../../src/cli/wiring/lake.ts'
import { openTableEngine } from '../../src/cli/wiring/table-engine.ts'
import { scanTable } from '../../src/lake/scan/scan.ts'
import { loadTable } from '../../src/lake/table/table.ts'
import { repo } from '../built.ts'

/** The contracts of this repository, and a lake of its own below a folder. */
export function settingsIn(folder: string, kafka?: { readonly brokers: readonly string[] }): Settings {
  const settings = loadSettings({ config: join(repo, 'dq.yaml') }, { env: {}, cwd: () => repo })
  return {
    ...settings,
    stateDir: join(folder, 'state'),
    use: { ...settings.use, ...(kafka && { kafka: { ...settings.use.kafka, brokers: [...kafka.brokers] } }) },
  }
}

export async function bronzeIngest(settings: Settings): Promise<LoadedIngest> {
  const loaded = await loadIngest('bronze-ingest', settings)
  if (loaded === undefined) throw new Error('there is no bronze-ingest')
  return loaded
}

/** Rows of a query over tables of main; `bronze_orders` stands for bronze.orders. */
export async function query(settings: Settings, tables: readonly string[], sql: string) {
  const lake = await openLake(settings)
  const engine = await openTableEngine(settings)
  try {
    let text = sql
    for (const table of tables) {
      const { metadata } = await loadTable(lake, 'main', table.split('.'))
      const source = await engine.reader.source(await scanTable(lake, metadata))
      text = text.replaceAll(new RegExp(`\\b${table.replace('.', '_')}\\b`, 'g'), `(${source.sql})`)
    }
    return await engine.reader.rows(text)
  } finally {
    engine.close()
  }
}
