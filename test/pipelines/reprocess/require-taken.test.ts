import { expect, test } from 'vitest'
import { requireTaken } from '../../../src/pipelines/reprocess/require-taken.ts'
import { memoryLog } from './memory-log.ts'

/** A log whose partitions 0 and 1 hold records at these offsets; what is between are marks of transactions. */
function logOf(offsets: readonly (readonly number[])[], first = 0) {
  const { log } = memoryLog({ t: offsets.length })
  return {
    ...log,
    beginningOffsets: async () => [first],
    async *read({ partition }: { readonly partition: number }, from = 0) {
      const found = offsets[partition]!.filter((offset) => offset >= from)
      if (found.length > 0) yield found.map((offset) => ({ offset, timestamp: 0, key: null, value: null }))
    },
  }
}

const table = (...next: readonly number[]) => ({ topic: 't', table: 'bronze.t', next: new Map(next.entries()) })

// biome-ignore format: one row a case
const cases: readonly (readonly [what: string, next: readonly number[], ends: readonly number[], first: number, lacks: string | undefined])[] = [
  ['it has come as far',                                [3, 3], [3, 3], 0, undefined],
  ['it has come further',                               [5, 3], [3, 3], 0, undefined],
  ['between the two are marks only',                    [3, 3], [4, 4], 0, undefined],
  ['a record is behind the marks, and was not taken',   [3, 3], [5, 4], 0, undefined],
  ['it lacks a record that was taken',                  [3, 3], [6, 4], 0, 'partition 0, up to offset 3, and the job has taken it up to 6'],
  ['it lacks a whole partition',                        [6],    [6, 3], 0, 'partition 1, up to offset 0, and the job has taken it up to 3'],
  ['what it lacks is not kept any more, nobody can say', [6],    [6, 3], 3, undefined],
]

test.for(cases)('%s', async ([, next, ends, first, lacks]) => {
  const asked = requireTaken(
    logOf(
      [
        [0, 1, 2, 5],
        [0, 1, 2],
      ],
      first,
    ),
    table(...next),
    ends,
  )
  if (lacks === undefined) await asked
  else await expect(asked).rejects.toMatchObject({ message: `bronze.t has t, ${lacks}` })
})
