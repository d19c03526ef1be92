import { expect, test } from 'vitest'
import { requireStill } from '../../../src/pipelines/live/group-positions.ts'
import { memoryLog } from '../reprocess/memory-log.ts'

// biome-ignore format: one row a case
const cases: readonly (readonly [what: string, now: readonly (number | undefined)[], says: string | undefined])[] = [
  ['it stands where it stood, one partition not begun', [7, undefined, 2], undefined],
  ['it went on in one partition',                       [8, undefined, 2], 'the group dq.job went on meanwhile: its job still runs'],
  ['it began one that it had not begun',                [7, 1, 2],         'the group dq.job went on meanwhile: its job still runs'],
]

test.for(cases)('a group whose place was taken: %s', async ([, now, says]) => {
  const log = {
    ...memoryLog({ a: 2, b: 1 }).log,
    committedOffsets: async () => now,
    beginningOffsets: async () => [0, 0, 0],
  }
  const asked = requireStill(log, 'dq.job', ['a', 'b'], [[7, 0], [2]])
  if (says === undefined) await asked
  else await expect(asked).rejects.toThrow(says)
})
