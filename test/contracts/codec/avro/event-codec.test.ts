import avsc from 'avsc'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAvroSchema } from '../../../../src/contracts/avro/parse.ts'
import type { AvroRecord } from '../../../../src/contracts/avro/schema.ts'
import { compileEventReader, type EventPlace } from '../../../../src/contracts/codec/avro/event-codec.ts'
import { eventSchemaJson, schemaText } from '../../../../src/contracts/codec/avro/event-schema.ts'
import { AvroReader } from '../../../../src/contracts/codec/avro/reader.ts'
import { RecordProblem } from '../../../../src/contracts/codec/record-problem.ts'
import { contract, field, LONG, record } from '../schemas.ts'

const value = contract(record('Amount', field('n', LONG)))
const json = JSON.parse(schemaText(eventSchemaJson(value.schema)))
const { quick, envelope } = compileEventReader(parseAvroSchema(json) as AvroRecord)
const type = avsc.Type.forSchema(json)

const events = fc.record({
  topic: fc.constantFrom('a', 'b', 'ä'),
  partition: fc.integer({ min: -1, max: 2 ** 31 - 1 }),
  offset: fc.integer({ min: -5, max: 2 ** 52 }),
  arrival: fc.oneof(fc.integer({ min: -10, max: 10 }), fc.integer({ min: 0, max: 8_000_000_000_000 })),
  key: fc.option(fc.string({ unit: 'grapheme' })),
  headers: fc.oneof(fc.constant({}), fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 })),
})

/** What the general way says. */
const slowly = (bytes: Uint8Array) => {
  const reader = new AvroReader()
  reader.reset(bytes, 0, bytes.length)
  try {
    return { ...envelope(reader), at: reader.at }
  } catch (error) {
    if (error instanceof RecordProblem) return undefined
    throw error
  }
}

test('the quick way reads envelopes as the general way does, or leaves them to it', () => {
  let taken = 0
  let left = 0
  fc.assert(
    fc.property(events, fc.nat(60), fc.nat(255), fc.boolean(), (event, at, byte, isMutated) => {
      const bytes = type.toBuffer({ ...event, value: { n: 1 } })
      if (isMutated) bytes[at % bytes.length] = byte
      const reader = new AvroReader()
      reader.reset(bytes, 0, bytes.length)
      const place: EventPlace = { partition: 7, offset: 7, arrival: 7, key: event.key }
      if (!quick(reader, 'a', place)) {
        left++
        return
      }
      taken++
      const { arrival, ...rest } = place
      expect({ topic: 'a', ...rest, arrival: arrival * 1000, at: reader.at }).toEqual(slowly(bytes))
    }),
    { numRuns: 5000 },
  )
  expect(Math.min(taken, left)).toBeGreaterThan(100)
})
