import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Pair } from './pairs/pair.ts'

/** What Avro Java 1.12.2 says of a reader and a writer (test/oracle/avro/recompute-compatibility.ts). */
export interface Answer {
  readonly id: string
  /** Empty: compatible. */
  readonly verdict?: readonly (readonly [kind: string, location: string, message: string])[]
  /** The schema that does not parse by itself. */
  readonly refused?: 'reader' | 'writer'
  readonly throws?: string
}

const read = (name: string): Buffer => readFileSync(join(import.meta.dirname, name))

const lines = (text: Buffer) =>
  text
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

/** Written and random pairs, each with its answer. */
export const judgedPairs: readonly (Pair & Answer)[] = lines(gunzipSync(read('corpus/pairs.ndjson.gz')))

/** Both directions of each change that RADAR-Schemas saw in 2017 and 2018: schemas as their files stand. */
export const radarPairs: readonly (Answer & { readonly reader: string; readonly writer: string })[] = (() => {
  const answers = new Map<string, Answer>(
    lines(read('corpus/radar.ndjson')).map((answer: Answer) => [answer.id, answer]),
  )
  return lines(gunzipSync(read('../avro/corpus/radar_pairs_2017_2018.ndjson.gz'))).flatMap(({ id, from, to }) =>
    [
      { id: `${id}/backward`, reader: to, writer: from },
      { id: `${id}/forward`, reader: from, writer: to },
    ].map((pair) => {
      const answer = answers.get(pair.id)
      if (answer === undefined) throw new Error(`no verdict of Avro Java for ${pair.id}`)
      return { ...pair, ...answer }
    }),
  )
})()
