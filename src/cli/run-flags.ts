import { Flags } from '@oclif/core'
import { batchFlags } from './batch/flags.ts'
import { CHECKPOINT_EVERY } from './checkpoint-every.ts'
import { FILE_FORMATS, type FileFormatName } from './file-formats.ts'
import { instantFlag, topicFileFlag } from './flags.ts'
import { ingestFlags } from './ingest/flags.ts'

/** With one of these a run is on files, whatever the environment has. */
const ON_FILES = ['input', 'fixture', 'out', 'until'] as const

export const RUN_EXAMPLES = [
  '$ dq run fraud-enricher --fixture olist-2017-03',
  '$ dq run ./my-job.ts --input order.created=orders.jsonl.gz --out out',
  '$ dq run fraud-enricher --env local',
  '$ dq run silver-finance-ledger --branch dev --backfill 2017-03-08..2017-03-24',
  '$ dq run bronze-ingest --branch dev --input postgres-oltp.public.payments=payments.jsonl',
]

/** What `dq run --help` says below its summary. */
export const RUN_DESCRIPTION =
  'Replays recorded events (a fixture, or files: JSON Lines, gzip too, or Avro) by their arrival time and writes one file a topic. ' +
  'Late records and dead letters are written beside the outputs and counted; they do not stop the run. ' +
  'A run on files that was interrupted goes on where it was when it is started again. ' +
  'With an environment that has Kafka it works on the topics until it is stopped, each record exactly once. ' +
  'A batch job (jobs/*.sql) makes days of its table in the lake. ' +
  'An ingest job (bronze-ingest) keeps the records of topics or files as rows of tables, each once.'

/** The flags of `dq run`. */
export const runFlags = {
  fixture: Flags.string({
    multiple: true,
    exclusive: ['input'],
    summary: 'Play this case; may be given again. Default: all.',
  }),
  input: topicFileFlag({ multiple: true, summary: 'Read a topic from a file: topic=path; - is standard input.' }),
  out: Flags.directory({ summary: 'Write the outputs here. Default: .dq/runs/<job>/<case>.' }),
  'out-format': Flags.option({ options: FILE_FORMATS })({
    dependsOn: ['input'],
    summary: 'What the outputs are written as. Default: jsonl.',
  }),
  until: instantFlag({ summary: 'Leave out records with an event time at or after this one.' }),
  'max-bad-records': Flags.integer({ min: 0, summary: 'Stop, and exit 1, at more dead letters than this.' }),
  'checkpoint-every': Flags.integer({
    min: 1,
    dependsOn: ['input'],
    summary: `Keep what the run has come to after so many events. Default: ${CHECKPOINT_EVERY}.`,
  }),
  drain: Flags.boolean({
    exclusive: [...ON_FILES],
    summary: 'On Kafka: stop when everything that is there now is done.',
  }),
  finish: Flags.boolean({
    dependsOn: ['drain'],
    summary: 'Nothing comes behind that: close every window, as at the end of a file.',
  }),
  group: Flags.string({
    exclusive: [...ON_FILES],
    summary: 'On Kafka: what the names of consumer group and state begin with. Default: dq.',
  }),
  'take-over': Flags.string({
    dependsOn: ['group'],
    exclusive: ['drain', ...ON_FILES],
    helpValue: 'group',
    summary: 'On Kafka: come to where that group stands, writing nothing but state. For a job that was mended.',
  }),
  'metrics-port': Flags.integer({
    min: 0,
    max: 65_535,
    exclusive: [...ON_FILES],
    summary: 'On Kafka: serve metrics for Prometheus there, at /metrics; 0 takes a free port.',
  }),
  fresh: Flags.boolean({ dependsOn: ['input'], summary: 'Begin again, where a run was interrupted.' }),
  ...batchFlags,
  ...ingestFlags,
}

/** The flags under the names of the code. */
export const runOptions = <F extends RunFlagValues>(flags: F) => ({
  ...flags,
  maxBadRecords: flags['max-bad-records'],
  outFormat: flags['out-format'],
  checkpointEvery: flags['checkpoint-every'],
  metricsPort: flags['metrics-port'],
  takeOver: flags['take-over'],
  commitEvery: flags['commit-every'],
  commitRows: flags['commit-rows'],
})

interface RunFlagValues {
  readonly 'max-bad-records'?: number | undefined
  readonly 'out-format'?: FileFormatName | undefined
  readonly 'checkpoint-every'?: number | undefined
  readonly 'metrics-port'?: number | undefined
  readonly 'take-over'?: string | undefined
  readonly 'commit-every'?: number | undefined
  readonly 'commit-rows'?: number | undefined
}
