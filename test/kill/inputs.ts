import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { diskFiles } from '../../src/adapters/contract-files/disk.ts'
import { openAvroSink } from '../../src/adapters/event-sink/avro.ts'
import { compileAvroEncoder } from '../../src/contracts/codec/avro-encoder.ts'
import { compileJsonDecoder } from '../../src/contracts/codec/json-decoder.ts'
import { requireContracts } from '../../src/contracts/repo/require.ts'
import { repo } from '../built.ts'
import { type Job, linesOf } from './lines.ts'

/** What inputs and outputs of a run are in. */
export const FORMATS = ['jsonl', 'jsonl.gz', 'avro', 'avro-deflate'] as const
export type Format = (typeof FORMATS)[number]

const GZIP_MEMBERS = 7

/** The replicated events of the job, with late and bad ones among them, as files; returns the flags of `dq run`. */
export async function writeInputs(job: Job, folder: string, format: Format, count: number): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const byTopic = new Map<string, string[]>()
  for (const line of linesOf(job, count).map(unusual)) {
    const topic = /"topic":"([^"]+)"/.exec(line)![1]!
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), line])
  }
  const flags: string[] = []
  for (const [topic, lines] of byTopic) {
    const path = join(folder, `${topic}.${format.startsWith('avro') ? 'avro' : format}`)
    if (format.startsWith('avro')) await writeAvro(folder, topic, lines, format === 'avro' ? 'null' : 'deflate')
    else {
      const text = spoilt(lines).map((line) => `${line}\n`)
      writeFileSync(path, format === 'jsonl' ? text.join('') : inMembers(text))
    }
    flags.push('--input', `${topic}=${path}`)
  }
  return flags
}

/** Every 97th event has a wrong key and every 89th comes a day late, so that dead letters and late records are part of what must be equal. */
function unusual(line: string, i: number): string {
  if (i % 97 === 50) return line.replace(/"key":"[^"]+"/, '"key":"nobody"')
  if (i % 89 !== 40) return line
  return line.replace(/(_at":")(\d{4}-\d\d-\d\d)/, (_, field: string, day: string) => {
    return field + new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
  })
}

/** Every 500th line is there once more, cut off. */
const spoilt = (lines: readonly string[]): string[] =>
  lines.flatMap((line, i) => (i % 500 === 250 ? [line, line.slice(0, 40)] : [line]))

function inMembers(lines: readonly string[]): Buffer {
  const size = Math.ceil(lines.length / GZIP_MEMBERS)
  return Buffer.concat(
    Array.from({ length: GZIP_MEMBERS }, (_, i) => gzipSync(lines.slice(i * size, (i + 1) * size).join(''))),
  )
}

async function writeAvro(folder: string, topic: string, lines: readonly string[], codec: 'null' | 'deflate') {
  const contract = (await requireContracts(diskFiles(join(repo, 'contracts'), repo))).find(
    ({ name }) => name === topic,
  )!
  const [decode, encode] = [compileJsonDecoder(contract), compileAvroEncoder(contract)]
  const sink = await openAvroSink(folder, { job: 'inputs', codec, schemaOf: () => contract.schema })
  for (const line of lines) {
    const { partition, arrival, key, value } = JSON.parse(line)
    await sink.write([{ topic, partition, arrival: Date.parse(arrival), key, value: encode(decode(value)) }])
  }
  await sink.close()
}
