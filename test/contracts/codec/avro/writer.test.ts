import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AvroReader } from '../../../../src/contracts/codec/avro/reader.ts'
import { AvroWriter } from '../../../../src/contracts/codec/avro/writer.ts'

const bytesOf = (write: (writer: AvroWriter) => void): Uint8Array => {
  const writer = new AvroWriter()
  write(writer)
  return writer.copy()
}

// The specification's table in "Binary Encoding", and by hand: 2^30 is 2^31 in zigzag, four times seven bits of 0, then 8.
// biome-ignore format: one row a case
const known: readonly (readonly [number, readonly number[]])[] = [
  [0,                        [0]],
  [-1,                       [1]],
  [1,                        [2]],
  [-64,                      [0x7f]],
  [64,                       [0x80, 0x01]],
  [2 ** 30,                  [0x80, 0x80, 0x80, 0x80, 0x08]],
  [2 ** 34,                  [0x80, 0x80, 0x80, 0x80, 0x80, 0x01]],
  [Number.MAX_SAFE_INTEGER,  [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f]],
  [Number.MIN_SAFE_INTEGER,  [0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f]],
]

test.each(known)('the integer %d has the bytes of the specification', (value, bytes) => {
  expect([...bytesOf((writer) => writer.integer(value))]).toEqual(bytes)
})

test('any safe integer has the bytes of the same long, and is read back', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      const bytes = bytesOf((writer) => writer.integer(value))
      expect(bytes).toEqual(bytesOf((writer) => writer.long(BigInt(value))))
      const reader = new AvroReader()
      reader.reset(bytes, 0, bytes.length)
      expect([reader.safe(), reader.at]).toEqual([value, bytes.length])
    }),
    { numRuns: 2000 },
  )
})

test('values that share memory stay what they were, however many follow, and one that was not finished is gone', () => {
  const writer = new AvroWriter(64)
  const taken: Uint8Array[] = []
  const texts = Array.from({ length: 200 }, (_, i) => String(i).repeat((i % 40) + 1))
  for (const text of texts) {
    writer.begin()
    writer.text('never finished')
    writer.begin()
    writer.text(text)
    taken.push(writer.taken())
  }
  const reader = new AvroReader()
  const read = taken.map((bytes) => {
    reader.reset(bytes, 0, bytes.length)
    return reader.text()
  })
  expect(read).toEqual(texts)
})
