import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Settings } from '../../../src/cli/config.ts'
import { openLake } from '../../../src/cli/wiring/lake.ts'
import { readContainer } from '../../../src/lake/iceberg/avro/container.ts'

/** Files that are left below the lake with the id in them: Parquet read without any table, manifests with their bounds, metadata. */
export async function bytesHold({ at, settings }: { at: string; settings: Settings }, id: string): Promise<number> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  let found = 0
  const lake = await openLake(settings)
  for (const file of globSync('**/*', { cwd: join(at, '.dq/lake') })) {
    const path = join(at, '.dq/lake', file)
    if (file.endsWith('.parquet')) {
      const rows = await connection.runAndReadAll(
        `SELECT count(*) AS n FROM (SELECT to_json(t)::VARCHAR AS j FROM read_parquet('${path}') t) WHERE contains(j, '${id}')`,
      )
      found += Number(rows.getRowObjectsJson()[0]?.n)
    } else if (file.endsWith('.avro')) {
      // Bounds of columns are bytes of values.
      const records = readContainer(readFileSync(path), file, lake.deflate).records
      const text = JSON.stringify(records, (_key, part) =>
        part instanceof Uint8Array
          ? Buffer.from(part).toString('latin1')
          : typeof part === 'bigint'
            ? String(part)
            : part instanceof Map
              ? [...part]
              : part,
      )
      found += Number(text.includes(id))
    } else if (file.endsWith('.json')) found += Number(readFileSync(path, 'latin1').includes(id))
  }
  connection.closeSync()
  return found
}
