import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import avro from 'avsc'
import { compileAvroEncoder } from '../src/contracts/codec/avro-encoder.ts'
import { compileJsonDecoder } from '../src/contracts/codec/json-decoder.ts'
import type { Bench, Contender } from './bench.ts'
import { runByHand, runOfJob } from './fraud-enricher/run-of-job.ts'
import { contracts, replicatedFiles, topics } from './replicated.ts'

const EVENTS = 1_000_000
const SAMPLE = 200_000
const STEADY_MICROS = 1_500_000
const root = fileURLToPath(new URL('..', import.meta.url))

// At the real density nearly every event opens a window and writes a row; in bursts about 8 events share a window.
const bursts = await replicatedFiles({ count: EVENTS, burst: 5, overlap: 50 })
const real = await replicatedFiles({ count: EVENTS, burst: 1, overlap: 50 })

const run = (name: string, folder: string, format: 'jsonl' | 'avro'): Contender => ({
  name,
  run: () => runOfJob(folder, format, EVENTS),
})

const by = (name: string, stage: 'read' | 'windows' | 'outputs'): Contender => ({
  name: `${name}, 8 events a window`,
  run: () => runByHand(bursts, stage, EVENTS),
})

/** Again and again, for so long that its rate is a steady one. */
const steadily = (count: () => number) => (): number => {
  let items = 0
  const before = process.cpuUsage()
  for (;;) {
    items += count()
    const { user, system } = process.cpuUsage(before)
    if (user + system > STEADY_MICROS) return items
  }
}

const lines = topics.flatMap((topic) =>
  readFileSync(join(bursts, `${topic}.jsonl`), 'utf8')
    .slice(0, 60_000_000)
    .split('\n')
    .slice(0, Math.ceil(SAMPLE / 3)),
)
const encoded = topics.map((topic) => {
  const contract = contracts.get(topic)!
  const [decode, encode] = [compileJsonDecoder(contract), compileAvroEncoder(contract)]
  const type = avro.Type.forSchema(JSON.parse(readFileSync(join(root, contract.files.avsc), 'utf8')))
  const records = lines.map((line) => JSON.parse(line)).filter((event) => event.topic === topic)
  return { type, buffers: records.map(({ value }) => Buffer.from(encode(decode(value)))) }
})

export default {
  name: `fraud-enricher, ${EVENTS.toLocaleString('en')} real events replicated, \`dq run\` with checkpoints`,
  unit: 'events',
  contenders: [
    run('Avro files, 8 events a window', bursts, 'avro'),
    run('Avro files, 1.6 events a window', real, 'avro'),
    run('JSON Lines, 8 events a window', bursts, 'jsonl'),
    run('JSON Lines, 1.6 events a window', real, 'jsonl'),
    by('Avro by hand: decoded', 'read'),
    by('Avro by hand: decoded, windows', 'windows'),
    by('Avro by hand: decoded, windows, outputs', 'outputs'),
    {
      name: 'avsc fromBuffer of the values alone',
      run: steadily(() => {
        let count = 0
        for (const { type, buffers } of encoded)
          for (const buffer of buffers) if (type.fromBuffer(buffer) !== undefined) count++
        return count
      }),
    },
    {
      name: 'JSON.parse of the lines alone',
      run: steadily(() => {
        let count = 0
        for (const line of lines) if ((JSON.parse(line) as { partition: number }).partition >= 0) count++
        return count
      }),
    },
  ],
} satisfies Bench
