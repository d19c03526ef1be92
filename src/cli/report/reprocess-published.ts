import type { KeptRow } from '../../pipelines/reprocess/publish-rows.ts'
import type { PublishedOutput, PublishReport } from '../reprocess/publish.ts'
import { table } from '../table.ts'
import { counted } from './report.ts'

const EXAMPLES = 10

const WHY: Readonly<Record<KeptRow['why'], string>> = {
  newer: 'the store has a newer one',
  first: 'the store never replaces a row of the same revision',
  erased: 'the key was erased, and is kept out',
}

/** What was sent, what is left to readers, and every withdrawn record as far as there is room. */
export function publishedText({ job, at, hash, env, dryRun, outputs }: PublishReport): string {
  const rows = outputs.map(({ output, sent, before, there, gone }) => [
    output,
    `${sent} ${dryRun ? 'to send' : 'sent'}`,
    `${before} before`,
    `${there} there already`,
    `${gone.length} not made any more`,
  ])
  const sent = outputs.reduce((sum, one) => sum + one.sent, 0)
  const nobody = env === undefined ? ', and nobody was asked what is there: no --env' : ''
  return [
    `${job}, as of ${at} at ${hash.slice(0, 12)}`,
    table(rows.map(([output = '', ...counts]) => [`  ${output}`, ...counts])),
    ...outputs.flatMap(keptLines),
    ...outputs.flatMap((one) => goneLines(one, at)),
    '',
    dryRun
      ? `dry run: ${counted(sent, 'record')} would be sent${nobody}`
      : `${counted(sent, 'record')} sent${env === undefined ? '' : ` to ${env}`}`,
  ].join('\n')
}

/** Keys may be personal: they are counted. */
function keptLines({ output, kept }: PublishedOutput): readonly string[] {
  const reasons = [...Map.groupBy(kept, ({ why }) => why)]
  return reasons.map(([why, own]) => `\n  ${output}: ${counted(own.length, 'row')} not taken: ${WHY[why]}`)
}

function goneLines({ output, table: name, gone }: PublishedOutput, at: string): readonly string[] {
  if (gone.length === 0) return []
  const shown = gone.slice(0, EXAMPLES).map(
    (row) =>
      `    ${Object.entries(row)
        .map(([field, value]) => `${field} ${String(value)}`)
        .join(', ')}`,
  )
  const more = gone.length > EXAMPLES ? [`    and ${gone.length - EXAMPLES} more`] : []
  return [
    `\n  ${output}: published and not made any more; they stay with their readers:`,
    ...shown,
    ...more,
    `    dq table sample ${name} --at ${at} --where "dq_change = 'gone'"`,
  ]
}
