import { Flags } from '@oclif/core'
import { COMMIT_ROWS, COMMIT_SECONDS } from './commit-limits.ts'

/** The flags of an ingest job: when it commits. */
export const ingestFlags = {
  'commit-every': Flags.integer({
    min: 1,
    helpGroup: 'INGEST',
    summary: `Seconds between two commits, at most about. Default: ${COMMIT_SECONDS}.`,
  }),
  'commit-rows': Flags.integer({
    min: 1,
    helpGroup: 'INGEST',
    summary: `Rows of a commit, at most. Default: ${COMMIT_ROWS}.`,
  }),
  replay: Flags.boolean({
    exclusive: ['input', 'drain'],
    helpGroup: 'INGEST',
    summary: 'Judge again what was kept back, after a contract was mended: what fits now goes into its table.',
  }),
}
