import type { Group, GroupEvents, GroupMember, LogRecord, TopicPartition } from '../../../pipelines/live/ports.ts'
import { RECORD_BYTES } from '../connection.ts'
import type { KjConsumer } from './client.ts'
import { failure } from './failure.ts'

interface Reading extends TopicPartition {
  /** Of the next record to deliver. */
  offset: number
  isPaused: boolean
}

type Batch = Parameters<NonNullable<NonNullable<Parameters<KjConsumer['run']>[0]>['eachBatch']>>[0]['batch']

/**
 * The client fetches whatever it is assigned, from where the group has committed: partitions are paused until they are asked for,
 * and after each rebalance they are put back to where they were.
 */
export async function joinGroup(consumer: KjConsumer, { topics }: Group, events: GroupEvents): Promise<GroupMember> {
  const readings = new Map<string, Reading>()
  let assigned: readonly TopicPartition[] = []
  let hasLeft = false

  const fail = (error: unknown): void => {
    if (hasLeft) return
    hasLeft = true
    events.failed(failure(error))
  }

  /** Between a crash of the consumer and its next start there is nothing to pause; it is set right when it has joined. */
  const quietly = (action: () => void): void => {
    try {
      action()
    } catch {
      // As said.
    }
  }
  const setRight = (of: TopicPartition): void =>
    quietly(() => {
      const { topic, partition } = of
      const reading = readings.get(nameOf(of))
      const partitions = [{ topic, partitions: [partition] }]
      if (reading === undefined || reading.isPaused) consumer.pause(partitions)
      if (reading === undefined) return
      consumer.seek({ topic, partition, offset: String(reading.offset) })
      if (!reading.isPaused) consumer.resume(partitions)
    })

  consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberAssignment } }) => {
    assigned = Object.entries(memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    )
    for (const of of assigned) setRight(of)
    if (!hasLeft) events.assigned(memberAssignment[topics[0]!] ?? [])
  })
  consumer.on(consumer.events.REBALANCING, () => void events.rebalancing())
  consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
    if (!restart) fail(error)
  })
  // Batches that hold nothing but markers and aborted records come only here.
  consumer.on(consumer.events.START_BATCH_PROCESS, ({ payload }) => {
    if (payload.batchSize === 0) deliver(payload, [], Number(payload.lastOffset) + 1, Number(payload.highWatermark), 0)
  })

  const deliver = (
    of: TopicPartition,
    records: readonly LogRecord[],
    next: number,
    end: number,
    bytes: number,
  ): void => {
    const reading = readings.get(nameOf(of))
    if (reading === undefined || next <= reading.offset) return
    const { topic, partition } = of
    const from = reading.offset
    reading.offset = next
    events.records({ topic, partition, records, from, next, end, bytes })
  }

  const take = (batch: Batch): void => {
    const reading = readings.get(nameOf(batch))
    if (reading === undefined) return
    let bytes = 0
    const records: LogRecord[] = []
    for (const { offset, timestamp, key, value, headers } of batch.messages) {
      const at = Number(offset)
      if (at < reading.offset) continue
      bytes += RECORD_BYTES + (key?.length ?? 0) + (value?.length ?? 0)
      const named = Object.entries(headers ?? {})
      const record = { offset: at, timestamp: Number(timestamp), key, value }
      records.push(named.length === 0 ? record : { ...record, headers: headersOf(named) })
    }
    deliver(batch, records, Number(batch.lastOffset()) + 1, Number(batch.highWatermark), bytes)
  }

  await consumer.connect()
  await consumer.subscribe({ topics: [...topics], fromBeginning: true })
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: true,
    eachBatch: async ({ batch, isStale }) => {
      // Asked for elsewhere, or held back, while the broker was answering.
      if (!isStale() && !readings.get(nameOf(batch))?.isPaused) take(batch)
    },
  })

  const change = (of: TopicPartition, isPaused: boolean): void => {
    const reading = readings.get(nameOf(of))
    if (reading === undefined || reading.isPaused === isPaused) return
    reading.isPaused = isPaused
    setRight(of)
  }
  return {
    readFrom(position) {
      readings.set(nameOf(position), { ...position, isPaused: false })
      setRight(position)
    },
    pause: (of) => change(of, true),
    resume: (of) => change(of, false),
    stop(of) {
      readings.delete(nameOf(of))
      setRight(of)
    },
    async leave() {
      hasLeft = true
      readings.clear()
      await consumer.disconnect().catch(() => undefined)
    },
  }
}

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic} ${partition}`

type HeaderValue = Buffer | string | (Buffer | string)[] | undefined

const headersOf = (headers: readonly (readonly [string, HeaderValue])[]): NonNullable<LogRecord['headers']> =>
  headers.flatMap(([name, values]) =>
    [values ?? []].flat().map((value) => [name, typeof value === 'string' ? Buffer.from(value) : value] as const),
  )
