import { expect, test } from 'vitest'
import { allRules } from '../../src/cli/rules.ts'

test('an id means one rule, whichever check reports it', () => {
  const ids = allRules().map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(120)
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
})
