import { expect, test } from 'vitest'
import type { EventSink, OutEvent } from '../../src/pipelines/ports.ts'

export interface Stored extends OutEvent {
  readonly offset: number
}

const event = (topic: string, partition: number, value: string, key: string | null = 'k'): OutEvent => ({
  topic,
  partition,
  arrival: Date.UTC(2017, 2, 8, 12, 0, 0, 7),
  key,
  value,
})

/** What every sink promises; `stored` reads one topic back after close, in the order written. */
export function testEventSink(
  open: () => Promise<{ sink: EventSink; stored: (topic: string) => Promise<readonly Stored[]> }>,
): void {
  test('events are kept in order, with offsets from 0 in each partition of each topic', async () => {
    const { sink, stored } = await open()
    await sink.write([event('a', 0, '{"n":1}'), event('a', 1, '{"n":2}'), event('b.c-d_e', 0, '{"n":3}', null)])
    await sink.write([])
    await sink.write([event('a', 0, '{"n":4}', 'São "x"\n')])
    await sink.close()
    expect(await stored('a')).toEqual([
      { ...event('a', 0, '{"n":1}'), offset: 0 },
      { ...event('a', 1, '{"n":2}'), offset: 0 },
      { ...event('a', 0, '{"n":4}', 'São "x"\n'), offset: 1 },
    ])
    expect(await stored('b.c-d_e')).toEqual([{ ...event('b.c-d_e', 0, '{"n":3}', null), offset: 0 }])
  })

  test('the text of a value is kept as it is, numbers that a parser would change too', async () => {
    const { sink, stored } = await open()
    await sink.write([event('a', 0, '{"n":1.50,"m":9007199254740993}')])
    await sink.close()
    expect((await stored('a')).map(({ value }) => value)).toEqual(['{"n":1.50,"m":9007199254740993}'])
  })

  test('more than any buffer holds is kept', async () => {
    const { sink, stored } = await open()
    const values = Array.from({ length: 30_000 }, (_, n) => `{"n":${n},"pad":"${'é'.repeat(50)}"}`)
    for (let i = 0; i < values.length; i += 1000)
      await sink.write(values.slice(i, i + 1000).map((value) => event('a', 0, value)))
    await sink.close()
    const all = await stored('a')
    expect(all.map(({ value }) => value)).toEqual(values)
    expect(all.every(({ offset }, index) => offset === index)).toBe(true)
  })

  test.for(['../evil', 'a/b', '', '..', 'a\0', 'ä', 'x'.repeat(250)])('the topic name %j is refused', async (topic) => {
    const { sink } = await open()
    await expect(sink.write([event(topic, 0, '{}')])).rejects.toThrow(/is no topic name/)
    await sink.close()
  })
}
