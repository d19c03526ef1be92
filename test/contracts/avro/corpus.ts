import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** A schema text with what Avro Java 1.12.2 says of it (test/oracle/avro). */
export interface Judged {
  readonly id: string
  readonly schema: string
  readonly verdict: Verdict
}

interface Verdict {
  readonly id: string
  readonly parses: boolean
  readonly error?: string
  readonly form?: string
  readonly formSha256?: string
  readonly logical?: readonly string[]
  readonly aliases?: { readonly [fullName: string]: readonly string[] }
}

const file = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'corpus', name))

const lines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

function judged(rows: readonly { id: string; schema: string }[], verdictFile: string): readonly Judged[] {
  const verdicts = new Map<string, Verdict>(lines(file(verdictFile).toString()).map((verdict) => [verdict.id, verdict]))
  return rows.map((row) => {
    const verdict = verdicts.get(row.id)
    if (verdict === undefined)
      throw new Error(`no verdict of Avro Java for ${row.id}: run test/oracle/avro/recompute.ts`)
    return { ...row, verdict }
  })
}

/** Cases written by hand, each at the edge of one rule. */
export const edgeCases = judged(lines(file('edge-cases.ndjson').toString()), 'edge-cases.verdicts.ndjson')

/** Both states of each change that RADAR-Schemas saw in 2017 and 2018. */
export const radarStates = judged(
  lines(gunzipSync(file('radar_pairs_2017_2018.ndjson.gz')).toString()).flatMap(({ id, from, to }) => [
    { id: `${id}/from`, schema: from },
    { id: `${id}/to`, schema: to },
  ]),
  'radar.verdicts.ndjson',
)
