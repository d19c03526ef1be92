import { join, resolve } from 'node:path'
import type { OpenData } from '../../adapters/quality-engine/duckdb.ts'
import { inBatches } from '../../kernel/in-batches.ts'
import type { Scan } from '../../lake/scan/scan.ts'
import type { Lake } from '../../lake/table/table.ts'
import type { AlertChannelConfig } from '../../quality/alerts/config.ts'
import type { AlertChannel, AlertOutbox } from '../../quality/alerts/ports.ts'
import type { GxJudge } from '../../quality/gx/ports.ts'
import type { RunHistory } from '../../quality/history/ports.ts'
import type { QualityEngine } from '../../quality/ports.ts'
import { duckdb } from '../../quality/sql/duckdb.ts'
import type { Settings } from '../config.ts'
import { secret } from '../secrets.ts'

/** DuckDB over files, for expectations. */
export async function qualityEngine(data: OpenData): Promise<QualityEngine> {
  const { openDuckdb } = await import('../../adapters/quality-engine/duckdb.ts')
  return openDuckdb(data)
}

/** The rows of a scan of the lake, for DuckDB; instants are times in UTC without a zone, as they are in files. */
export async function lakeRows({ files }: Pick<Lake, 'files'>, scan: Scan): Promise<OpenData['data']> {
  const { duckdbReader } = await import('../../adapters/table-data/duckdb-reader.ts')
  const instants = scan.schema.fields.filter(({ type }) => type.kind === 'timestamptz').map(({ name }) => name)
  const casts = instants.map((name) => `CAST(${duckdb.quote(name)} AS TIMESTAMP) AS ${duckdb.quote(name)}`)
  const columns = casts.length === 0 ? '*' : `* REPLACE (${casts.join(', ')})`
  const read = [...scan.files.map(({ file }) => file), ...scan.deletes]
  // Queries see the files that are named here: whole ones.
  const whole = { ...files, parts: async () => undefined }
  return async (connection) => ({
    sql: `SELECT ${columns} FROM (${(await duckdbReader({ connection, files: whole }).source(scan)).sql})`,
    files: await inBatches(read, ({ path }) => files.local(path)),
  })
}

/** Earlier runs of suites: a file in the state folder. */
export async function runHistory({ stateDir }: Settings): Promise<RunHistory> {
  return (await import('../../adapters/run-history/sqlite.ts')).openRunHistory(stateDir)
}

/** Alerts on their way: a file in the state folder. */
export async function alertOutbox({ stateDir }: Settings): Promise<AlertOutbox> {
  return (await import('../../adapters/alert-outbox/sqlite.ts')).openAlertOutbox(join(stateDir, 'alerts'))
}

/** A place where people are told. */
export async function alertChannel({ root }: Settings, config: AlertChannelConfig): Promise<AlertChannel> {
  switch (config.kind) {
    case 'slack': {
      const { slackChannel } = await import('../../adapters/alert-channel/slack.ts')
      return slackChannel({ url: () => secret(config.webhook, { root }).reveal() })
    }
    case 'console': {
      const { consoleChannel } = await import('../../adapters/alert-channel/console.ts')
      return consoleChannel((line) => process.stderr.write(`${line}\n`))
    }
    case 'file':
      return (await import('../../adapters/alert-channel/file.ts')).fileChannel(resolve(root, config.path))
  }
}

/** The real Great Expectations on the rows of an engine. What it says goes to standard error, where the log is wanted so. */
export async function gxJudge(
  engine: QualityEngine,
  settings: Settings,
  timeoutMs: number,
  isPersonal: boolean,
): Promise<GxJudge> {
  const { gxJudge: judge } = await import('../../adapters/quality-engine/gx.ts')
  const log = settings.log === 'debug' && {
    onLog: (line: string) => process.stderr.write(`great_expectations: ${line}\n`),
  }
  return judge(engine, { cacheDir: settings.cacheDir, timeoutMs, ...(!isPersonal && log) })
}

/** Makes the environment of Great Expectations. */
export async function gxSetup(
  { cacheDir }: Settings,
  options: { readonly force: boolean; readonly onProgress: (text: string) => void },
): Promise<{ readonly folder: string; readonly python: string; readonly made: boolean; readonly version: string }> {
  const { GX_VERSION, setupGx } = await import('../../adapters/quality-engine/gx/environment.ts')
  const python = process.env.DQ_PYTHON || undefined
  return { ...(await setupGx({ cacheDir, python, ...options })), version: GX_VERSION }
}
