import { expect, test } from 'vitest'
import type { Contract, ContractField, SlaProperty } from '../../../src/contracts/model.ts'
import { retentionOf } from '../../../src/contracts/privacy/retention.ts'

const field = (name: string, logicalType: string) => ({ name, logicalType }) as ContractField
const fields = [field('placed_at', 'timestamp'), field('day', 'date'), field('note', 'string')]
const contract = (sla: readonly SlaProperty[], settings: { retentionMs?: number; eventTime?: string }): Contract =>
  ({ sla, fields, settings }) as unknown as Contract
const keep = (value: SlaProperty['value'], unit?: string, element?: string): readonly SlaProperty[] => [
  { property: 'retention', value, ...(unit && { unit }), ...(element && { element }) },
]
const DAY = 86_400_000

// biome-ignore format: one row a case
const cases: [what: string, contract: Contract, expected: unknown][] = [
  ['no limit',                          contract([], { eventTime: 'placed_at' }),                                        undefined],
  ['kept for ever',                     contract([], { retentionMs: -1, eventTime: 'placed_at' }),                       undefined],
  ['days by the event time',            contract(keep(30, 'd'), { eventTime: 'placed_at' }),                             { ms: 30 * DAY, field: 'placed_at' }],
  ['days are the unit of no unit',      contract(keep(30), { eventTime: 'placed_at' }),                                  { ms: 30 * DAY, field: 'placed_at' }],
  ['the element says by which time',    contract(keep(12, 'h', 'orders.day'), { eventTime: 'placed_at' }),               { ms: DAY / 2, field: 'day' }],
  ['the shorter of the two: setting',   contract(keep(30, 'd'), { eventTime: 'placed_at', retentionMs: DAY }),           { ms: DAY, field: 'placed_at' }],
  ['the shorter of the two: promise',   contract(keep(1, 'd'), { eventTime: 'placed_at', retentionMs: 5 * DAY }),        { ms: DAY, field: 'placed_at' }],
  ['the setting alone',                 contract([], { eventTime: 'placed_at', retentionMs: DAY }),                      { ms: DAY, field: 'placed_at' }],
  ['no time is named',                  contract(keep(30, 'd'), {}),                                                     'nothing says by which time its records are old: give it eventTime, or the retention an element'],
  ['a field that is no time',           contract(keep(30, 'd', 'orders.note'), {}),                                      '"note", by which its records are old, is no time'],
  ['a unit that is none',               contract(keep(30, 'moons'), { eventTime: 'placed_at' }),                         'its retention is "30 moons", which is no time'],
  ['a value that is none',              contract(keep('long', 'd'), { eventTime: 'placed_at' }),                         'its retention is "long d", which is no time'],
]

test.for(cases)('retention: %s', ([, one, expected]) => {
  expect(retentionOf(one)).toEqual(expected)
})
