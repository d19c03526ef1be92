import { z } from 'zod'
import { compileJsonDecoder } from '../../contracts/codec/json-decoder.ts'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { encoderOf } from '../harness/output-codecs.ts'
import { outRecords } from '../live/out-records.ts'
import { type EventLog, Fenced, type OutRecord, type WireFormat } from '../live/ports.ts'
import { type Difference, meantOf } from './differences.ts'
import { readTopic } from './read-topic.ts'
import { rowText } from './row-text.ts'
import type { ReprocessRun } from './run-record.ts'

/** The differences of one topic. */
export interface TopicDifferences {
  readonly contract: Contract
  readonly run: ReprocessRun
  readonly differences: readonly Difference[]
}

export interface TopicPublished {
  readonly output: string
  /** By this call; with `dryRun` those that would be. */
  readonly sent: number
  /** By earlier calls. */
  readonly before: number
  /** Somebody else has published the very same since it was compared. */
  readonly there: number
}

export interface PublishOptions {
  readonly log: EventLog
  readonly wire: WireFormat
  /** What names of this product begin with. */
  readonly prefix: string
  readonly dryRun: boolean
  /** Records of a transaction. */
  readonly atOnce?: number | undefined
  /** Called after every transaction, with how many records were sent so far. */
  readonly onCommit?: ((sent: number) => void) | undefined
}

const AT_ONCE = 500

/**
 * Sends new and changed records to their topics, each once. The place of the last one that was sent is a record of the compacted topic
 * `<prefix>.reprocessed`, in the same transaction as the records themselves, and the transactional id lets one process at a time do it:
 * whoever is killed, the next one goes on behind the last transaction that was committed.
 */
export async function publishTopics(
  job: string,
  topics: readonly TopicDifferences[],
  options: PublishOptions,
): Promise<readonly TopicPublished[]> {
  const { log, wire, prefix, dryRun } = options
  const ledger = `${prefix}.reprocessed`
  await wire.prepare(topics.map(({ contract }) => contract))
  if (dryRun) {
    const places = await placesIn(log, ledger)
    return all(topics, (one) => publishTopic(one, places, options, async () => {}))
  }
  await log.createTopic(ledger, { partitions: 1, compacted: true })
  const producer = await log.producer(`${prefix}.${job}-reprocess`)
  try {
    // Only now: behind the fence nobody else can add to it any more.
    const places = await placesIn(log, ledger)
    return await all(topics, (one) =>
      publishTopic(one, places, options, (records, place) => {
        const note = { topic: ledger, partition: 0, key: placeKey(one.run), value: JSON.stringify({ place }) }
        return producer.commit([...records, note], undefined)
      }),
    )
  } catch (error) {
    if (!(error instanceof Fenced)) throw error
    throw new DqError('another dq reprocess publish has begun meanwhile and goes on in place of this one', {
      hint: 'look what is left: --dry-run',
      cause: error,
    })
  } finally {
    await producer.close()
  }
}

async function publishTopic(
  { contract, run, differences }: TopicDifferences,
  places: ReadonlyMap<string, number>,
  { log, wire, atOnce = AT_ONCE, onCommit }: PublishOptions,
  commit: (records: readonly OutRecord[], place: number) => Promise<void>,
): Promise<TopicPublished> {
  const meant = meantOf(differences)
  const place = places.get(placeKey(run)) ?? -1
  const left = meant.filter(({ order }) => order > place)
  const known = left.length === 0 ? new Set<string>() : await publishedSince(log, wire, contract, run.ends)
  const sameAs = sameText(contract)
  const recordOf = recordMaker(contract, run, wire)
  let sent = 0
  for (let from = 0; from < left.length; from += atOnce) {
    const part = left.slice(from, from + atOnce)
    const records = part.filter((one) => !known.has(sameAs(one.key, one.value))).map(recordOf)
    await commit(records, part.at(-1)!.order)
    sent += records.length
    onCommit?.(sent)
  }
  return { output: contract.name, sent, before: meant.length - left.length, there: left.length - sent }
}

const placeKey = ({ job, run, output }: ReprocessRun): string => `${job} ${run} ${output}`

const placeSchema = z.object({ place: z.number() })

/** By job, run and topic: the place of the last difference that was sent. */
async function placesIn(log: EventLog, ledger: string): Promise<ReadonlyMap<string, number>> {
  const places = new Map<string, number>()
  if (!(await log.partitionCounts([ledger])).has(ledger)) return places
  const decoder = new TextDecoder()
  for await (const records of log.read({ topic: ledger, partition: 0 }))
    for (const { key, value } of records)
      if (key !== null && value !== null)
        places.set(decoder.decode(key), placeSchema.parse(JSON.parse(decoder.decode(value))).place)
  return places
}

/** What was published behind the place up to which it was compared: the job itself may have gone on, or another run have been published. */
async function publishedSince(
  log: EventLog,
  wire: WireFormat,
  contract: Contract,
  ends: readonly number[] | undefined,
): Promise<ReadonlySet<string>> {
  const { rows } = await readTopic(log, wire, contract, ends)
  const sameAs = sameText(contract)
  return new Set(rows.map(({ event }) => sameAs(event.key as string | null, event.value)))
}

/** The same text for the same record, whatever wrote its JSON. */
function sameText(contract: Contract): (key: string | null, value: unknown) => string {
  const textOf = rowText(contract)
  return (key, value) => `${JSON.stringify(key)} ${textOf(value)}`
}

function recordMaker(
  contract: Contract,
  { job, run }: ReprocessRun,
  wire: WireFormat,
): (difference: Difference) => OutRecord {
  const decode = compileJsonDecoder(contract)
  const encode = encoderOf(contract, contract.settings.wireFormat === 'avro' ? 'avro' : 'json')
  const prefixOf = () => wire.prefix(contract)
  return ({ change, key, partition, value }) => {
    const event = { topic: contract.name, partition, arrival: 0, key, value: encode(decode(value)) }
    const [record] = outRecords([event], job, new Set(), prefixOf, new Map())
    return { ...record!, headers: { 'dq.reprocessed': run, 'dq.change': change } }
  }
}

/** One after the other. */
async function all<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<readonly R[]> {
  const answers: R[] = []
  for (const item of items) answers.push(await ask(item))
  return answers
}
