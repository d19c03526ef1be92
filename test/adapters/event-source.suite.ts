import { expect, test } from 'vitest'
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

/** What every source promises, whatever it reads from. `open` is given events of several topics, each topic's in order. */
export function testEventSource(open: (events: readonly GivenEvent[]) => Promise<EventSource>): void {
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
    expect(events.map(({ text, ...rest }) => rest)).toEqual(given)
    expect(events.map((event) => JSON.parse(new TextDecoder().decode(source.rawValue(event))))).toEqual(
      given.map(({ value }) => value),
    )
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
}
