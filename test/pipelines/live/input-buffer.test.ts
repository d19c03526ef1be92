import { expect, test } from 'vitest'
import { type InputBuffer, inputBuffer } from '../../../src/pipelines/live/input-buffer.ts'
import { nextInput } from '../../../src/pipelines/live/merge.ts'
import type { RecordBatch } from '../../../src/pipelines/live/ports.ts'

const batch = (from: number, offsets: readonly number[], next: number, end: number): RecordBatch => ({
  topic: 't',
  partition: 0,
  records: offsets.map((offset) => ({ offset, timestamp: offset * 10, key: null, value: new Uint8Array(8) })),
  from,
  next,
  end,
  bytes: offsets.length * 8,
})

const takeAll = (buffer: InputBuffer): number[] => {
  const taken: number[] = []
  for (let first = buffer.first(); first !== undefined; first = buffer.first()) {
    taken.push(first.offset)
    buffer.drop()
  }
  return taken
}

test('a position passes markers and aborted records behind the last record', () => {
  const buffer = inputBuffer(5, 5)
  buffer.add(batch(5, [5, 6], 9, 9))
  expect([takeAll(buffer), buffer.position, buffer.isAwaiting, buffer.bytes]).toEqual([[5, 6], 9, false, 0])
})

test('while a record waits, the position is behind the last one taken', () => {
  const buffer = inputBuffer(0, 0)
  buffer.add(batch(0, [0, 1], 2, 2))
  buffer.drop()
  expect([buffer.position, buffer.bytes]).toEqual([1, 16])
})

test('what was delivered twice is taken once', () => {
  const buffer = inputBuffer(0, 0)
  buffer.add(batch(0, [0, 1, 2], 3, 5))
  buffer.add(batch(1, [1, 2, 3, 4], 5, 5))
  expect(takeAll(buffer)).toEqual([0, 1, 2, 3, 4])
})

test('what an earlier reading had asked for further on is left: between it and here records would be lost', () => {
  const buffer = inputBuffer(10, 30)
  buffer.add(batch(20, [20, 21], 22, 30))
  expect([buffer.first(), buffer.isAwaiting]).toEqual([undefined, true])
})

test('a drained run takes nothing behind its end, and is at its end there', () => {
  const buffer = inputBuffer(0, 4, 2)
  buffer.add(batch(0, [0, 1, 2, 3], 4, 4))
  expect([takeAll(buffer), buffer.position, buffer.isAwaiting]).toEqual([[0, 1], 2, false])
})

// biome-ignore format: one row a case
const merges: [what: string, inputs: readonly (readonly [offsets: readonly number[], end: number])[], next: number | undefined][] = [
  ['the older record comes first',               [[[3], 4], [[1], 2]],  1],
  ['among equals the first input',               [[[2], 3], [[2], 3]],  0],
  ['an input that is at its end does not count', [[[3], 4], [[], 0]],   0],
  ['an input whose records have not come does',  [[[3], 4], [[], 7]],   undefined],
  ['nothing is there',                           [[[], 0], [[], 0]],    undefined],
]

test.for(merges)('merging: %s', ([, inputs, next]) => {
  const buffers = inputs.map(([offsets, end]) => {
    const buffer = inputBuffer(offsets[0] ?? 0, end)
    if (offsets.length > 0) buffer.add(batch(offsets[0]!, offsets, end, end))
    return buffer
  })
  expect(nextInput(buffers)).toBe(next)
})
