// Asks Avro Java for its verdict on every schema of the corpora and writes the answers beside them; with --check it
// only compares and ends with 1 on a difference. Needs a JDK 17 and Maven: node test/oracle/avro/recompute.ts [--check]
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { AVRO, askJava, fetchJava, lines } from './java.ts'

const corpus = join(import.meta.dirname, '../../contracts/avro/corpus')

interface Row {
  readonly id: string
  readonly schema: string
}

interface Verdict {
  readonly id: string
  readonly parses: boolean
  readonly form?: string
  readonly error?: string
  readonly formSha256?: string
  readonly [key: string]: unknown
}

function edgeCases(): Row[] {
  return lines(readFileSync(join(corpus, 'edge-cases.ndjson'), 'utf8')).map((line) => JSON.parse(line))
}

function radarStates(): Row[] {
  const pairs = gunzipSync(readFileSync(join(corpus, 'radar_pairs_2017_2018.ndjson.gz'))).toString('utf8')
  return lines(pairs).flatMap((line) => {
    const pair = JSON.parse(line)
    return [
      { id: `${pair.id}/from`, schema: pair.from },
      { id: `${pair.id}/to`, schema: pair.to },
    ]
  })
}

/**
 * Long forms are kept as a digest: the file stays small, and an agreeing parser still has to build the same one.
 * Avro Java numbers its stand-ins for unknown types through the whole run: the number says nothing.
 */
function short({ form, error, ...verdict }: Verdict): Verdict {
  const said = error === undefined ? {} : { error: error.replaceAll(/UnresolvedSchema_\d+/g, 'UnresolvedSchema') }
  if (form === undefined || form.length <= 200) return { ...verdict, ...said, ...(form === undefined ? {} : { form }) }
  return { ...verdict, ...said, formSha256: createHash('sha256').update(form).digest('hex') }
}

function publish(name: string, verdicts: readonly Verdict[]): boolean {
  const file = join(corpus, name)
  const text = verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join('')
  const same = existsSync(file) && readFileSync(file, 'utf8') === text
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  const parsed = verdicts.filter((verdict) => verdict.parses).length
  console.log(
    `${name}: ${verdicts.length} schemas, Avro Java ${AVRO} parses ${parsed}; ${same ? 'unchanged' : 'changed'}`,
  )
  return same
}

fetchJava()
const same = [
  publish('edge-cases.verdicts.ndjson', askJava<Verdict>('Verdicts.java', edgeCases()).map(short)),
  publish('radar.verdicts.ndjson', askJava<Verdict>('Verdicts.java', radarStates()).map(short)),
]
if (process.argv.includes('--check') && same.includes(false)) process.exitCode = 1
