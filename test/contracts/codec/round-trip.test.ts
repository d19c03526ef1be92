import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkJson, compileJsonDecoder } from '../../../src/contracts/codec/json-decoder.ts'
import { compileJsonEncoder, compileValuesEncoder } from '../../../src/contracts/codec/json-encoder.ts'
import { RecordProblem } from '../../../src/contracts/codec/record-problem.ts'
import { contracts } from './arbitrary.ts'

const SEED = { seed: 20261122, numRuns: 400 }

test('what is written is read back as it was: any contract, any record', () => {
  let records = 0
  fc.assert(
    fc.property(
      contracts.chain(({ contract, records }) =>
        fc.tuple(fc.constant(contract), fc.array(records, { minLength: 1, maxLength: 10 })),
      ),
      ([contract, some]) => {
        const encode = compileJsonEncoder(contract)
        const decode = compileJsonDecoder(contract)
        const check = checkJson(contract)
        for (const record of some) {
          const json = JSON.parse(encode(record))
          expect(decode(json)).toEqual(record)
          expect(check(json)).toEqual([])
          expect(encode(decode(json))).toBe(encode(record))
          records++
        }
      },
    ),
    SEED,
  )
  expect(records).toBeGreaterThan(1000)
})

test('values that no record holds are written, or refused, as those of a record are, whatever their order', () => {
  const told = (write: () => string): string => {
    try {
      return write()
    } catch (error) {
      if (error instanceof RecordProblem) return `${error.path}: ${error.message}`
      throw error
    }
  }
  let refused = 0
  fc.assert(
    fc.property(
      contracts.chain(({ contract, records }) => fc.tuple(fc.constant(contract), records, fc.nat(), fc.boolean())),
      ([contract, record, which, isBad]) => {
        const names = Object.keys(record).reverse()
        const bad = names.length === 0 ? undefined : names[which % names.length]
        const values: Record<string, unknown> = { ...record }
        if (isBad && bad !== undefined) values[bad] = Symbol.for('of no kind')
        const whole = told(() => compileJsonEncoder(contract)(values))
        expect(told(() => compileValuesEncoder(contract, names)(names.map((name) => values[name])))).toBe(whole)
        if (isBad && bad !== undefined) refused++
      },
    ),
    SEED,
  )
  expect(refused).toBeGreaterThan(100)
})

test('whatever JSON comes, reading it gives a record or a RecordProblem, never another error', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('2017-03-08T12:00:00Z', '12.30', 'NaN', '0', 2 ** 53 + 2, -0, { branch: 'x' }),
  )
  fc.assert(
    fc.property(contracts, fc.array(anything, { minLength: 8, maxLength: 8 }), ({ contract }, values) => {
      const json = Object.fromEntries(contract.schema.fields.map(({ name }, i) => [name, values[i]]))
      const problems = checkJson(contract)(json)
      try {
        compileJsonDecoder(contract)(json)
        expect(problems).toEqual([])
      } catch (error) {
        if (!(error instanceof RecordProblem)) throw error
        expect(problems[0]).toMatchObject({ reason: error.reason, path: error.path, message: error.message })
      }
    }),
    SEED,
  )
})
