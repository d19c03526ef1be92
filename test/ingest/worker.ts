/*
 * An ingest as a process of its own, to be killed: `node worker.ts <JSON>`. It prints what it has counted, as JSON.
 */
import { ingestFiles } from '../../src/cli/ingest/run-files.ts'
import { ingestLog } from '../../src/cli/ingest/run-log.ts'
import { ingestData } from '../../src/cli/report/ingest-summary.ts'
import { bronzeIngest, settingsIn } from './lake.ts'

export interface WorkerOptions {
  readonly folder: string
  readonly commitRows: number
  /** A file of the topic; without it the topic itself is drained. */
  readonly input?: { readonly topic: string; readonly path: string }
  readonly bootstrap?: string
}

const { folder, commitRows, input, bootstrap }: WorkerOptions = JSON.parse(process.argv[2]!)
const settings = settingsIn(folder, bootstrap === undefined ? undefined : { brokers: [bootstrap] })
const loaded = await bronzeIngest(settings)
const report =
  input === undefined
    ? await ingestLog(loaded, settings, { commitRows, drain: true })
    : await ingestFiles(loaded, settings, { commitRows, input: [input] })
process.stdout.write(JSON.stringify(ingestData(report)))
