import { expect, test } from 'vitest'
import { interval } from '../../../../src/pipelines/engines/flink/interval.ts'

// Each of these was given to a Flink 2.3 SQL Gateway, which answered with the milliseconds.
// biome-ignore format: one row a case
const cases: [millis: number, literal: string][] = [
  [0,              "INTERVAL '0 00:00:00.000' DAY(3) TO SECOND(3)"],
  [1,              "INTERVAL '0 00:00:00.001' DAY(3) TO SECOND(3)"],
  [1000,           "INTERVAL '1' SECOND"],
  [99_000,         "INTERVAL '99' SECOND"],
  [100_000,        "INTERVAL '0 00:01:40.000' DAY(3) TO SECOND(3)"],
  [120_000,        "INTERVAL '2' MINUTE"],
  [90_000_000,     "INTERVAL '25' HOUR"],
  [360_000_000,    "INTERVAL '4 04:00:00.000' DAY(3) TO SECOND(3)"],
  [31_622_400_001, "INTERVAL '366 00:00:00.001' DAY(3) TO SECOND(3)"],
]

test.for(cases)('%d ms is a literal that Flink takes', ([millis, literal]) => {
  expect(interval(millis)).toBe(literal)
})
