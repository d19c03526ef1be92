import { expect, test } from 'vitest'
import { javaDouble } from '../../../src/contracts/avro/java-double.ts'

// Expected values by the grammar of java.lang.Double.valueOf; which texts it takes is checked against Java itself in java-agreement.test.ts.
// biome-ignore format: one row a case
const cases: [text: string, value: number | undefined][] = [
  ['0.0', 0], [' 1 ', 1], ['+Infinity', Number.POSITIVE_INFINITY], ['-Infinity', Number.NEGATIVE_INFINITY], ['-NaN', Number.NaN], ['1f', 1],
  ['1.5D', 1.5], ['5.', 5], ['.5e1', 5], ['0x1.8p1', 3], ['-0x.8p0', -0.5], ['0x10p-4f', 1],
  ['', undefined], ['nan', undefined], ['0x1', undefined], ['1_0', undefined], ['1,5', undefined], ['NaNf', undefined],
]

test.for(cases)('%j as a text default is %s', ([text, value]) => {
  expect(javaDouble(text)).toBe(value)
})
