import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idsOf, isSeen, type SeenIds, seenOf, withoutSeen, withSeen } from '../../../src/pipelines/harness/seen-ids.ts'

test('ids are remembered and forgotten as a set does it, whether one, few or many, kept and taken up again', () => {
  const steps = fc.array(
    fc.record({ id: fc.nat(20).map(String), what: fc.constantFrom('add', 'add', 'add', 'drop', 'keep') }),
    { maxLength: 80 },
  )
  fc.assert(
    fc.property(steps, (steps) => {
      let ids: SeenIds
      const expected = new Set<string>()
      for (const { id, what } of steps) {
        if (what === 'keep') ids = seenOf(idsOf(ids))
        else if (what === 'drop') {
          ids = withoutSeen(ids, id)
          expected.delete(id)
        } else if (!isSeen(ids, id)) {
          ids = withSeen(ids, id)
          expected.add(id)
        }
        expect(isSeen(ids, id)).toBe(expected.has(id))
      }
      expect(new Set(idsOf(ids))).toEqual(expected)
    }),
  )
})
