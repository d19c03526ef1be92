import { describe, expect, test } from 'vitest'
import { type TaskWatermark, taskWatermark } from '../../../src/pipelines/harness/watermark.ts'
import { seeded } from '../../kill/random.ts'

// Two inputs (0, 1), events may be 30 late, an input is idle after 60, the run starts at arrival 0.
type Step = { at: number; input: number; time: number; then: number } | { clock: number; then: number }

// biome-ignore format: one row a step
const cases: [name: string, steps: Step[]][] = [
  ['waits for the input that is behind', [
    { at: 0, input: 0, time: 100, then: -Infinity },
    { at: 1, input: 1, time: 90, then: 60 },
    { at: 2, input: 0, time: 500, then: 60 },
    { at: 3, input: 1, time: 110, then: 80 },
  ]],
  ['does not go back for an event out of order', [
    { at: 0, input: 0, time: 100, then: -Infinity },
    { at: 0, input: 1, time: 100, then: 70 },
    { at: 1, input: 0, time: 40, then: 70 },
  ]],
  ['an input that never spoke holds it back for the idle time, then no longer', [
    { at: 10, input: 0, time: 100, then: -Infinity },
    { clock: 59, then: -Infinity },
    { clock: 60, then: 70 },
  ]],
  ['idle moments are taken in their order although the clock jumps over both: 0 alone was active from 61 to 70', [
    { at: 1, input: 1, time: 100, then: -Infinity },
    { at: 10, input: 0, time: 200, then: 70 },
    { clock: 1000, then: 170 },
  ]],
  ['inputs that go idle at the same moment leave it where it is', [
    { at: 10, input: 1, time: 100, then: -Infinity },
    { at: 10, input: 0, time: 200, then: 70 },
    { clock: 1000, then: 70 },
  ]],
  ['an input that speaks again after idling takes part again', [
    { at: 0, input: 0, time: 100, then: -Infinity },
    { at: 0, input: 1, time: 100, then: 70 },
    { at: 59, input: 0, time: 200, then: 70 },
    { clock: 60, then: 170 },
    { at: 61, input: 1, time: 150, then: 170 },
    { at: 62, input: 0, time: 400, then: 170 },
    { at: 63, input: 1, time: 300, then: 270 },
  ]],
]

describe('the watermark of a task', () => {
  test.for(cases)('%s', ([, steps]) => {
    const watermark = taskWatermark(2, 30, 60, 0)
    for (const step of steps) {
      if ('clock' in step) watermark.advanceClock(step.clock)
      else {
        watermark.advanceClock(step.at)
        watermark.heard(step.input, step.at)
        watermark.observe(step.input, step.time)
      }
      expect(watermark.value, JSON.stringify(step)).toBe(step.then)
    }
  })
})

test('a watermark that was saved and restored goes on as the one it was', () => {
  const random = seeded(5)
  const upTo = (limit: number): number => Math.floor(random() * limit)
  let moved = 0
  for (let round = 0; round < 200; round++) {
    const one = taskWatermark(3, 30, 60, 1000)
    let other = taskWatermark(3, 30, 60, 1000)
    let clock = 1000
    for (let step = 0; step < 40; step++) {
      // Several events may arrive at one moment: the clock is not moved by all of them.
      const isLater = random() < 0.5
      if (isLater) clock += 1 + upTo(50)
      const [input, time] = [upTo(3), clock - upTo(200)]
      const act = (watermark: TaskWatermark): unknown[] => [
        isLater && watermark.advanceClock(clock),
        watermark.heard(input, clock),
        watermark.observe(input, time),
        watermark.value,
      ]
      const expected = act(one)
      expect(act(other)).toEqual(expected)
      if (expected[2]) moved++
      const saved = JSON.parse(JSON.stringify(other.save()))
      other = taskWatermark(3, 30, 60, 1000)
      other.restore(saved)
      expect(other.value).toBe(one.value)
    }
  }
  expect(moved).toBeGreaterThan(500)
})
