import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAvroSink } from '../../src/adapters/event-sink/avro.ts'
import { openFileSource } from '../../src/adapters/event-source/files.ts'
import { parseEnvelope } from '../../src/adapters/event-source/jsonl/envelope.ts'
import { rawValueBytes } from '../../src/adapters/event-source/jsonl/raw-value.ts'
import { loadSettings } from '../../src/cli/config.ts'
import { loadJob } from '../../src/cli/load-job.ts'
import { compileAvroEncoder } from '../../src/contracts/codec/avro-encoder.ts'
import { compileJsonDecoder } from '../../src/contracts/codec/json-decoder.ts'
import { DqError } from '../../src/kernel/errors.ts'
import { embeddedTasks } from '../../src/pipelines/engines/embedded/tasks.ts'
import { type JobRun, jobRun } from '../../src/pipelines/harness/run.ts'
import { runCodecs } from '../../src/pipelines/harness/run-codecs.ts'
import { total } from '../../src/pipelines/harness/run-counts.ts'
import type { ResolvedJob } from '../../src/pipelines/job/resolved.ts'
import type { SourceEvent, UnreadableEvent } from '../../src/pipelines/ports.ts'
import { repo } from '../built.ts'
import { FULL, report } from '../full.ts'
import { JOBS } from '../kill/lines.ts'
import { seeded } from '../kill/random.ts'
import { mutatedBytes, mutatedText } from './mutate.ts'

const RECORDS = FULL ? 1_000_000 : 20_000
const FILES = FULL ? 20_000 : 400
const PATIENCE = FULL ? 3_600_000 : 120_000
/** Of one record, milliseconds of wall clock: far above what a busy machine adds. */
const LONGEST = 2000
/** A new run after so many, so that memory stays what it is. */
const RECORDS_OF_A_RUN = 5000

const root = mkdtempSync(join(tmpdir(), 'dq-fuzz-'))
afterAll(() => rmSync(root, { recursive: true }))

interface Fuzzed {
  readonly job: ResolvedJob
  readonly lines: readonly string[]
}
const fuzzed: Fuzzed[] = []
beforeAll(async () => {
  const settings = loadSettings({}, { env: {}, cwd: () => repo })
  for (const name of JOBS) {
    const { job } = await loadJob(name, settings)
    const lines = globSync(`fixtures/${name}/{olist,uci}*/input/*.jsonl`, { cwd: repo }).flatMap((file) =>
      readFileSync(join(repo, file), 'utf8').trimEnd().split('\n'),
    )
    expect(lines.length).toBeGreaterThan(1000)
    fuzzed.push({ job, lines })
  }
})

const source = {
  rawValue: (event: SourceEvent | UnreadableEvent): Uint8Array =>
    'value' in event && event.value instanceof Uint8Array ? event.value : rawValueBytes(event.text),
}

/** Feeds records to runs of the job, one at a time; each must be counted once, and every dead letter must say why. */
function feed({ job }: Fuzzed, records: number, next: (i: number) => SourceEvent | UnreadableEvent) {
  const [tasks, codecs] = [embeddedTasks(job), runCodecs(job)]
  const topics = new Set(job.inputs.map(({ deadLetters }) => deadLetters.topic))
  let taken = 0
  let letters = 0
  let longest = 0
  let run: JobRun | undefined
  for (let i = 0; i < records; i++) {
    if (run === undefined || i % RECORDS_OF_A_RUN === 0) run = jobRun(job, tasks, codecs, source)
    const before = performance.now()
    const { events } = run.process([next(i)])
    longest = Math.max(longest, performance.now() - before)
    for (const { topic, value } of events) if (topics.has(topic)) checkLetter(String(value))
    const isLast = i + 1 === records || (i + 1) % RECORDS_OF_A_RUN === 0
    if (!isLast) continue
    for (const { topic, value } of run.finish().events) if (topics.has(topic)) checkLetter(String(value))
    const { counts } = run
    const ofInputs = total(counts.deadLetters) - (counts.deadLetters.get('output') ?? 0)
    expect(counts.taken + counts.late + counts.duplicates + ofInputs).toBeGreaterThanOrEqual(sum(counts.in))
    taken += counts.taken + counts.late + counts.duplicates
    letters += total(counts.deadLetters)
  }
  expect(longest).toBeLessThan(LONGEST)
  expect(letters).toBeGreaterThan(records / 10)
  expect(taken).toBeGreaterThan(records / 100)
}

function checkLetter(text: string): void {
  const { reason, message, raw } = JSON.parse(text) as Record<string, string>
  if (!/^(unreadable|schema|constraint|key|overflow|output)$/.test(reason!) || message === '' || raw === undefined)
    throw new Error(`a dead letter without a reason: ${text}`)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

test.for(JOBS.map((_, n) => n))(
  'mutated lines of JSON are each taken or dead-lettered with a reason: job %i',
  { timeout: PATIENCE },
  (n) => {
    const one = fuzzed[n]!
    const random = seeded(101 + n)
    feed(one, RECORDS / 2, (i) => {
      const line = one.lines[Math.floor(random() * one.lines.length)]!
      const { topic, partition, arrival } = JSON.parse(line) as SourceEvent
      const text = mutatedText(line, random)
      const read = parseEnvelope(text)
      // A file's own order is not what is tried here: every event stands in its topic and arrives where it did.
      const place = { topic, partition, offset: i, arrival: Date.parse(String(arrival)), text }
      return typeof read === 'string' ? { unreadable: read, ...place } : { ...read, ...place }
    })
    report(`fuzz, ${one.job.ir.name}: mutated lines of JSON, each taken or dead-lettered with a reason`, RECORDS / 2)
  },
)

test.for(JOBS.map((_, n) => n))(
  'mutated Avro records are each taken or dead-lettered with a reason: job %i',
  { timeout: PATIENCE },
  (n) => {
    const one = fuzzed[n]!
    const random = seeded(201 + n)
    const codecs = new Map(
      one.job.inputs.map(({ contract }) => [
        contract.name,
        { schema: contract.schema, decode: compileJsonDecoder(contract), encode: compileAvroEncoder(contract) },
      ]),
    )
    const events = one.lines.map((line): SourceEvent => {
      const event = JSON.parse(line) as SourceEvent
      const { schema, decode, encode } = codecs.get(event.topic)!
      const value = encode(decode(event.value))
      return { ...event, arrival: Date.parse(String(event.arrival)), schema, value, text: '' }
    })
    feed(one, RECORDS / 2, (i) => {
      const event = events[Math.floor(random() * events.length)]!
      return { ...event, offset: i, value: Buffer.from(mutatedBytes(event.value as Uint8Array, random)) }
    })
    report(`fuzz, ${one.job.ir.name}: mutated Avro records, each taken or dead-lettered with a reason`, RECORDS / 2)
  },
)

test('a mutated Avro file gives events and unreadable ones, or says what is wrong with it', {
  timeout: PATIENCE,
}, async () => {
  const { job, lines } = fuzzed[0]!
  const { contract } = job.inputs[0]!
  const [decode, encode] = [compileJsonDecoder(contract), compileAvroEncoder(contract)]
  const own = lines.filter((line) => line.includes(`"topic":"${contract.name}"`)).slice(0, 60)
  const random = seeded(301)
  const path = join(root, `${contract.name}.avro`)
  let [refused, unreadable, read] = [0, 0, 0]
  for (const codec of ['null', 'deflate'] as const) {
    const sink = await openAvroSink(root, { job: 'fuzz', codec, schemaOf: () => contract.schema })
    for (const [i, line] of own.entries()) {
      const { topic, partition, arrival, key, value } = JSON.parse(line)
      await sink.write([{ topic, partition, arrival: Date.parse(arrival), key, value: encode(decode(value)) }])
      // Blocks of ten.
      if (i % 10 === 9) await sink.checkpoint()
    }
    await sink.close()
    const whole = readFileSync(path)
    for (let i = 0; i < FILES / 2; i++) {
      writeFileSync(path, mutatedBytes(whole, random))
      const source = await openFileSource([{ topic: contract.name, path }])
      try {
        for await (const batch of source.read())
          for (const event of batch) {
            if ('unreadable' in event) unreadable++
            else read++
            expect(source.rawValue(event)).toBeInstanceOf(Uint8Array)
          }
      } catch (error) {
        if (!(error instanceof DqError)) throw error
        refused++
      }
      await source.close()
    }
  }
  expect(read).toBeGreaterThan(FILES * 10)
  expect(unreadable).toBeGreaterThan(FILES / 10)
  expect(refused).toBeGreaterThan(0)
  report('fuzz: mutated Avro container files, each read or refused with a reason', FILES)
})
