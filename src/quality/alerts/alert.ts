import type { RunRecord } from '../history/record.ts'
import type { SuiteSeverity } from '../suite.ts'

/** Something that a run found, worth telling. It carries no rows and no examples. */
export interface AlertProblem {
  /** The same problem in another run. */
  readonly key: string
  readonly severity: SuiteSeverity
  /** What was expected, or why nothing could be judged. */
  readonly words: string
  /** What was found instead; empty when nothing single was observed. */
  readonly found: string
  /** Share of unexpected rows, 0 to 1; null when it has none. */
  readonly share: number | null
}

/** A message to a channel, as data: each channel gives it a form of its own. */
export interface Alert {
  readonly kind: 'problems' | 'recovered'
  /** Wall clock, in milliseconds since the epoch. */
  readonly at: number
  readonly table: string
  readonly suite: string
  readonly environment: string | null
  /** Worst first; what was found before, when it has recovered. */
  readonly problems: readonly AlertProblem[]
  /** Expectations of the suite; null when the run failed as a whole. */
  readonly expectations: number | null
}

/** What a run has to tell. */
export interface Told {
  readonly at: number
  readonly table: string
  readonly suite: string
  readonly problems: readonly AlertProblem[]
  readonly expectations: number | null
}

/** The problems of a run that judged something. */
export const toldOf = ({ at, table, suite, expectations }: RunRecord): Told => ({
  at,
  table,
  suite,
  expectations: expectations.length,
  problems: expectations
    .filter(({ verdict }) => verdict !== 'met')
    .map(({ key, severity, words, verdict, observed, elements, unexpected }) => ({
      key,
      severity,
      words,
      found: verdict === 'not judged' ? 'cannot be judged' : foundText(observed, unexpected, elements),
      share: unexpected === null || elements === null || elements === 0 ? null : unexpected / elements,
    })),
})

/** A run that ended before it judged anything. */
export const failedRun = (run: Pick<Told, 'at' | 'table' | 'suite'>, message: string): Told => ({
  ...run,
  expectations: null,
  problems: [{ key: 'run', severity: 'critical', words: 'the run itself failed', found: message, share: null }],
})

function foundText(observed: number | string | null, unexpected: number | null, elements: number | null): string {
  if (unexpected !== null && elements !== null) return `${unexpected} of ${elements}`
  return observed === null ? '' : `observed ${observed}`
}
