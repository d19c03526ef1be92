import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileAvroDecoder } from '../../../../src/contracts/codec/avro-decoder.ts'
import { compileAvroEncoder } from '../../../../src/contracts/codec/avro-encoder.ts'
import { contracts } from '../arbitrary.ts'
import { avscType, toAvsc } from './as-avsc.ts'

test('any record of any contract: our bytes are the bytes of avsc, and avsc’s bytes are read as the record', () => {
  let records = 0
  fc.assert(
    fc.property(
      contracts.chain(({ contract, records }) =>
        fc.tuple(fc.constant(contract), fc.array(records, { minLength: 1, maxLength: 10 })),
      ),
      ([contract, some]) => {
        // avsc takes only the names that the specification allows, and not `__proto__`.
        fc.pre(!/"name":"(?:__proto__|a\\\\?["n])/.test(JSON.stringify(contract.schema)))
        const theirs = avscType(contract.schema)
        const encode = compileAvroEncoder(contract)
        const decode = compileAvroDecoder(contract)
        for (const record of some) {
          const bytes = theirs.toBuffer(toAvsc(contract.schema, record))
          expect(Buffer.from(encode(record))).toEqual(bytes)
          expect(decode(bytes)).toEqual(record)
          // Bytes that are no Buffer, and that stand inside others.
          expect(decode(new Uint8Array([1, 2, ...bytes, 3]), 2, 2 + bytes.length)).toEqual(record)
          records++
        }
      },
    ),
    { seed: 20261122, numRuns: 400 },
  )
  expect(records).toBeGreaterThan(1000)
})
