// Asks Avro Java whether the reader of each pair reads its writer, and keeps the answers beside the pairs; with --check it
// only compares, and ends with 1 on a difference; with --generate it first makes the pairs anew (test/contracts/compat/pairs).
// Needs a JDK 17 and Maven: node test/oracle/avro/recompute-compatibility.ts [--check | --generate]
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { parseAvroSchema } from '../../../src/contracts/index.ts'
import { isJsonObject, type Json } from '../../../src/kernel/json.ts'
import { enumeratedPairs } from '../../contracts/compat/pairs/enumerated.ts'
import type { Pair } from '../../contracts/compat/pairs/pair.ts'
import { randomPairs } from '../../contracts/compat/pairs/random.ts'
import { AVRO, askJava, fetchJava, lines } from './java.ts'

const check = process.argv.includes('--check')
const corpora = join(import.meta.dirname, '../../contracts')
const PAIRS = 'compat/corpus/pairs.ndjson.gz'
const RADAR = 'compat/corpus/radar.ndjson'
const RANDOM = 5000

interface Answer {
  readonly id: string
  readonly [said: string]: Json
}

const unzipped = (file: string): string => gunzipSync(readFileSync(join(corpora, file))).toString('utf8')
const rows = (text: string) => lines(text).map((line) => JSON.parse(line))

function parses(json: Json): boolean {
  try {
    return isJsonObject(parseAvroSchema(json))
  } catch {
    return false
  }
}

const ask = (pairs: readonly { id: string; reader: string; writer: string }[]): Answer[] =>
  askJava<Answer>('Compatibility.java', pairs)

const judge = (pairs: readonly Pair[]): object[] =>
  ask(pairs.map(({ id, reader, writer }) => ({ id, reader: text(reader), writer: text(writer) }))).map((answer, i) => ({
    ...pairs[i],
    ...answer,
  }))

const text = (json: Json): string => JSON.stringify(json)

/** Both directions of each change that RADAR-Schemas saw, as the texts stand. */
const radar = (): object[] =>
  ask(
    rows(unzipped('avro/corpus/radar_pairs_2017_2018.ndjson.gz')).flatMap(({ id, from, to }) => [
      { id: `${id}/backward`, reader: to, writer: from },
      { id: `${id}/forward`, reader: from, writer: to },
    ]),
  )

function publish(file: string, answers: readonly object[], before: () => string, after: (text: string) => Uint8Array) {
  const ndjson = answers.map((answer) => `${JSON.stringify(answer)}\n`).join('')
  const same = !process.argv.includes('--generate') && before() === ndjson
  if (!same && !check) writeFileSync(join(corpora, file), after(ndjson))
  const count = (what: string) => answers.filter((answer) => what in answer).length
  console.log(
    `${file}: ${answers.length} pairs, Avro Java ${AVRO} judges ${count('verdict')}, refuses a schema of ` +
      `${count('refused')}, throws on ${count('throws')}; ${same ? 'unchanged' : 'changed'}`,
  )
  return same
}

fetchJava()
const pairs = process.argv.includes('--generate')
  ? [...enumeratedPairs(), ...randomPairs(RANDOM, parses)]
  : rows(unzipped(PAIRS)).map(({ id, reader, writer }) => ({ id, reader, writer }))
const same = [
  publish(
    PAIRS,
    judge(pairs),
    () => unzipped(PAIRS),
    (ndjson) => gzipSync(ndjson, { level: 9 }),
  ),
  publish(
    RADAR,
    radar(),
    () => readFileSync(join(corpora, RADAR), 'utf8'),
    (ndjson) => Buffer.from(ndjson),
  ),
]
if (check && same.includes(false)) process.exitCode = 1
