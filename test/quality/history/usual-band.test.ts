import { expect, test } from 'vitest'
import { usualBand } from '../../../src/quality/history/usual-band.ts'

const options = { deviations: 3.5, slack: 0.1 }

// Median and MAD by hand; 3.5 × 1.4826 = 5.1891.
// biome-ignore format: one row a case
const cases: [what: string, past: number[], median: number, reach: number][] = [
  // 90 100 100 110 120: median 100, deviations 0 0 10 10 20, MAD 10
  ['five loads',                       [100, 90, 120, 110, 100],      100, 51.891],
  // 80 100 110 150: median (100 + 110) / 2 = 105, deviations 5 5 25 45, MAD 15
  ['an even number of loads',          [150, 80, 100, 110],           105, 77.8365],
  // deviations 1 0 1 0 899: MAD 1, and 3.5 × 1.4826 = 5.1891 is less than 10 % of 101
  ['one load nine times too large',    [100, 101, 102, 101, 1000],    101, 10.1],
  ['always the same: the slack',       [1000, 1000, 1000],            1000, 100],
  ['nothing, ever',                    [0, 0, 0],                     0, 0],
]

test.for(cases)('%s', ([, past, median, reach]) => {
  const band = usualBand(past, options)
  expect(band.median).toBe(median)
  expect(band.high - median).toBeCloseTo(reach, 9)
  expect(median - band.low).toBeCloseTo(reach, 9)
})
