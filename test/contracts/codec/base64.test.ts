import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64, toBase64 } from '../../../src/contracts/codec/base64.ts'

test('bytes are written and read as Buffer does, long ones too', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect(fromBase64(toBase64(bytes))).toEqual(bytes)
    }),
    { seed: 20261122 },
  )
  const long = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) & 0xff)
  expect(toBase64(long)).toBe(Buffer.from(long).toString('base64'))
  expect(fromBase64(toBase64(long))).toEqual(long)
})

// "QQ==" is "A"; the last letters of "QR==" and "QUJ=" hold bits that no byte takes.
test.for(['QQ', 'QQ=', 'Q===', '=QQ=', 'QQ==QQ==', 'QR==', 'QUJ=', 'QQ-_', 'QQ=\n', 'é===', 'QQ é'])(
  '%j is not canonical base64',
  (text) => {
    expect(fromBase64(text)).toBeUndefined()
  },
)
