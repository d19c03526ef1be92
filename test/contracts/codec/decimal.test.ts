import fc from 'fast-check'
import { expect, test } from 'vitest'
import { explainDecimal, formatDecimal, parseDecimal, parseWideDecimal } from '../../../src/contracts/codec/decimal.ts'

const SEED = { seed: 20261122, numRuns: 3000 }

// biome-ignore format: one row a case
const read: [text: string, precision: number, scale: number, unscaled: bigint][] = [
  ['12.30',             12, 2,  1230n],
  ['12.3',              12, 2,  1230n],
  ['12',                12, 2,  1200n],
  ['-12.34',            12, 2,  -1234n],
  ['0',                 12, 2,  0n],
  ['-0.00',             12, 2,  0n],
  ['0.05',              12, 2,  5n],
  ['9999999999.99',     12, 2,  999999999999n],
  ['-9999999999.99',    12, 2,  -999999999999n],
  ['999999999999999',   15, 0,  999999999999999n],
  ['0.999999999999999', 15, 15, 999999999999999n],
  ['7',                 1,  0,  7n],
]

test.for(read)('"%s" as decimal(%d,%d)', ([text, precision, scale, unscaled]) => {
  expect(parseDecimal(text, precision, scale)).toBe(Number(unscaled))
  expect(parseWideDecimal(text, precision, scale)).toBe(unscaled)
})

// biome-ignore format: one row a case
const refused: [text: string, why: string][] = [
  ['',                'write digits with an optional point, e.g. "12.30"'],
  ['-',               'write digits with an optional point, e.g. "12.30"'],
  ['.5',              'write digits with an optional point, e.g. "12.30"'],
  ['5.',              'write digits with an optional point, e.g. "12.30"'],
  ['+5',              'write digits with an optional point, e.g. "12.30"'],
  ['05',              'write digits with an optional point, e.g. "12.30"'],
  ['--5',             'write digits with an optional point, e.g. "12.30"'],
  ['1,000.00',        'write digits with an optional point, e.g. "12.30"'],
  ['1.2.3',           'write digits with an optional point, e.g. "12.30"'],
  [' 1',              'write digits with an optional point, e.g. "12.30"'],
  ['1 ',              'write digits with an optional point, e.g. "12.30"'],
  ['0x10',            'write digits with an optional point, e.g. "12.30"'],
  ['１',              'write digits with an optional point, e.g. "12.30"'],
  ['NaN',             'write digits with an optional point, e.g. "12.30"'],
  ['1e3',             'exponents are not taken: write all digits'],
  ['1.5E-2',          'exponents are not taken: write all digits'],
  ['1.234',           '3 fraction digits where 2 are allowed'],
  ['1.000',           '3 fraction digits where 2 are allowed'],
  ['10000000000',     'more than 10 digits before the point'],
  ['10000000000.00',  'more than 10 digits before the point'],
]

test.for(refused)('"%s" as decimal(12,2) is refused: %s', ([text, why]) => {
  expect(parseDecimal(text, 12, 2)).toBeNaN()
  expect(parseWideDecimal(text, 12, 2)).toBeUndefined()
  expect(explainDecimal(text, 12, 2)).toBe(why)
})

/** By hand: the digits without the point, filled up with zeros to the scale, are the unscaled integer. */
const byHand = (text: string, scale: number) => {
  const [whole, fraction = ''] = text.split('.')
  return BigInt(whole! + fraction.padEnd(scale, '0'))
}

const decimals = fc
  .integer({ min: 1, max: 38 })
  .chain((precision) => fc.tuple(fc.constant(precision), fc.integer({ min: 0, max: precision })))
  .chain(([precision, scale]) => {
    const most = 10n ** BigInt(precision) - 1n
    return fc.record({ precision: fc.constant(precision), scale: fc.constant(scale), unscaled: fc.bigInt(-most, most) })
  })

test('every decimal is written with its scale and read back, of any precision', () => {
  fc.assert(
    fc.property(decimals, ({ precision, scale, unscaled }) => {
      const text = formatDecimal(precision <= 15 ? Number(unscaled) : unscaled, scale)
      expect(text).toMatch(scale === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${scale}}$`))
      expect(byHand(text, scale)).toBe(unscaled)
      expect(parseWideDecimal(text, precision, scale)).toBe(unscaled)
      if (precision <= 15) expect(parseDecimal(text, precision, scale)).toBe(Number(unscaled))
    }),
    SEED,
  )
})
