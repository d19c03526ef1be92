import { expect, test } from 'vitest'
import { lookedText } from '../../../src/cli/promote/gates/waivers.ts'

// biome-ignore format: one row a case
const cases: readonly (readonly [own: number, all: number, tables: number, text: string])[] = [
  [0, 0, 1,  '0 waivers, none about this table'],
  [0, 1, 1,  '1 waiver, none about this table'],
  [1, 1, 2,  '1 waiver, 1 about these 2 tables'],
  [2, 3, 12, '3 waivers, 2 about these 12 tables'],
]

test.for(cases)('%i of %i waivers about %i tables are told in whole sentences', ([own, all, tables, text]) => {
  expect(lookedText(own, all, tables)).toBe(text)
})
