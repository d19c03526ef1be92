import { expect, test } from 'vitest'
import type { JsonObject } from '../../src/kernel/json.ts'
import type { EventSource, SourceEvent, UnreadableEvent } from '../../src/pipelines/ports.ts'

export type GivenEvent = Omit<SourceEvent, 'text'>

const event = (
  topic: string,
  partition: number,
  offset: number,
  arrival: number,
  value: unknown = { n: offset },
): GivenEvent => ({
  topic,
  partition,
  offset,
  arrival,
  key: `k${partition}`,
  value,
})

export async function readAll(source: EventSource): Promise<(SourceEvent | UnreadableEvent)[]> {
  const events: (SourceEvent | UnreadableEvent)[] = []
  for await (const batch of source.read()) {
    expect(batch.length).toBeGreaterThan(0)
    expect(batch.length).toBeLessThanOrEqual(1024)
    events.push(...batch)
  }
  return events
}

const place = (event: SourceEvent | UnreadableEvent) =>
  `${event.arrival} ${event.topic} ${event.partition}/${event.offset}`

/** JSON of a record's own bytes. */
const asJson = (raw: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(raw))

/**
 * What every source promises, whatever it reads from. `prepare` is given events of several topics, each topic's in order, and gives a
 * function that opens a source of them, at a position of an earlier one. `recordOf` tells the record from its bytes.
 */
export function testEventSource(
  prepare: (events: readonly GivenEvent[]) => (from?: JsonObject) => Promise<EventSource>,
  recordOf: (raw: Uint8Array) => unknown = asJson,
): void {
  const open = (events: readonly GivenEvent[]) => prepare(events)()

  test('events come in the total order: arrival, topic by code point, partition, offset', async () => {
    const source = await open([
      event('a', 0, 0, 5),
      event('a', 1, 0, 5),
      event('a', 0, 1, 7),
      event('B', 2, 0, 5),
      event('B', 0, 4, 6),
      event('B', 0, 5, 7),
      event('c', 0, 0, 1),
      event('c', 0, 1, 1),
    ])
    // biome-ignore format: the order to be seen
    expect((await readAll(source)).map(place)).toEqual(['1 c 0/0', '1 c 0/1', '5 B 2/0', '5 a 0/0', '5 a 1/0', '6 B 0/4', '7 B 0/5', '7 a 0/1'])
    await source.close()
  })

  test('an event is what was given, and rawValue is its record as JSON bytes', async () => {
    const given = [
      event('a', 3, 9, 1_488_974_400_123, { text: 'São "Paulo"\n😀', list: [1, null, true] }),
      { ...event('a', 3, 10, 1_488_974_400_124, null), key: null },
    ]
    const source = await open(given)
    const events = await readAll(source)
    expect(events.map(({ topic, partition, offset, arrival }) => ({ topic, partition, offset, arrival }))).toEqual(
      given.map(({ topic, partition, offset, arrival }) => ({ topic, partition, offset, arrival })),
    )
    expect(events.map((event) => 'key' in event && event.key)).toEqual(given.map(({ key }) => key))
    expect(events.map((event) => recordOf(source.rawValue(event)))).toEqual(given.map(({ value }) => value))
    await source.close()
  })

  test('many events come in bounded batches, and progress ends at the total', async () => {
    const given = Array.from({ length: 5000 }, (_, n) => event(n % 2 ? 'a' : 'b', 0, n, n))
    const source = await open(given)
    expect(source.progress().read).toBe(0)
    expect((await readAll(source)).map(({ offset }) => offset)).toEqual(given.map(({ offset }) => offset))
    const { read, total } = source.progress()
    expect(read).toBeGreaterThan(0)
    expect(read).toBe(total)
    await source.close()
  })

  test('a source without events ends at once', async () => {
    const source = await open([])
    expect(await readAll(source)).toEqual([])
    await source.close()
  })

  test('a reader may stop early', async () => {
    const source = await open(Array.from({ length: 3000 }, (_, n) => event('a', 0, n, n)))
    for await (const batch of source.read()) {
      expect(batch[0]?.offset).toBe(0)
      break
    }
    await source.close()
  })

  test('batches end at every multiple of a number, and another source goes on from there', async () => {
    const given = Array.from({ length: 3000 }, (_, n) => event(n % 3 === 0 ? 'a' : 'b', n % 2, n, n >> 1))
    const openAt = prepare(given)
    const whole = (await readAll(await openAt())).map(place)
    for (const stop of [1, 7, 700, 1024, 1500, 2999, 3000]) {
      const source = await openAt()
      const seen: string[] = []
      let position: JsonObject | undefined
      for await (const batch of source.read({ stop })) {
        seen.push(...batch.map(place))
        if (seen.length !== stop) continue
        position = JSON.parse(JSON.stringify(source.position()))
        break
      }
      await source.close()
      expect(seen, `stop ${stop}`).toHaveLength(stop)
      const next = await openAt(position)
      expect([...seen, ...(await readAll(next)).map(place)], `stop ${stop}`).toEqual(whole)
      await next.close()
    }
  })

  test('from the position at the end nothing more comes', async () => {
    const openAt = prepare([event('a', 0, 0, 5), event('b', 0, 0, 6)])
    const source = await openAt()
    await readAll(source)
    expect(await readAll(await openAt(source.position()))).toEqual([])
    await source.close()
  })
}
