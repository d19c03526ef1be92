import { expect, test } from 'vitest'
import type { Contract } from '../../../src/contracts/model.ts'
import { type TopicRetention, topicRetention } from '../../../src/contracts/privacy/topic-retention.ts'
import { goneBy, topicSettings } from '../../../src/contracts/privacy/topic-settings.ts'

const DAY = 86_400_000
const WEEK = 7 * DAY

/** As a broker answers: everything is text, and -1 or the greatest long is no limit. */
const real = (
  policy: string,
  retention: number | string,
  segment: number | string = WEEK,
  lag = '9223372036854775807',
) =>
  new Map([
    ['cleanup.policy', policy],
    ['retention.ms', String(retention)],
    ['segment.ms', String(segment)],
    ['max.compaction.lag.ms', lag],
  ])

const contract = (retentionMs: number | undefined, days?: number | string): Contract =>
  ({
    name: 't',
    sla: days === undefined ? [] : [{ property: 'retention', value: days, unit: 'd' }],
    settings: { retentionMs },
  }) as unknown as Contract

const ms = (from: number | string, to: number | string) => ({ name: 'retention.ms', from: `${from}`, to: `${to}` })
const policy = (from: string) => ({ name: 'cleanup.policy', from, to: 'compact,delete' })

// biome-ignore format: one row a case
const cases: [what: string, contract: Contract, real: ReadonlyMap<string, string>, is: TopicRetention['is'], changes: object[]][] = [
  ['as promised',                            contract(WEEK),          real('delete', WEEK),           'as promised', []],
  ['kept too long',                          contract(WEEK),          real('delete', 14 * DAY),       'longer',      [ms(14 * DAY, WEEK)]],
  ['kept for ever',                          contract(WEEK),          real('delete', -1),             'longer',      [ms(-1, WEEK)]],
  ['gone before readers were told',          contract(WEEK),          real('delete', DAY),            'shorter',     [ms(DAY, WEEK)]],
  ['the promise is shorter than the setting', contract(WEEK, 3),      real('delete', WEEK),           'longer',      [ms(WEEK, 3 * DAY)]],
  ['the promise alone',                      contract(undefined, 3),  real('delete', WEEK),           'longer',      [ms(WEEK, 3 * DAY)]],
  ['compacted, so the last record stays',    contract(WEEK),          real('compact', WEEK),          'longer',      [policy('compact')]],
  ['compacted, with another time',           contract(WEEK),          real('compact', -1),            'longer',      [policy('compact'), ms(-1, WEEK)]],
  ['compacted and deleted',                  contract(WEEK),          real('compact,delete', WEEK),   'as promised', []],
  ['promised for ever, and kept so',         contract(-1),            real('delete', -1),             'as promised', []],
  ['promised for ever, and dropped',         contract(-1),            real('delete', WEEK),           'shorter',     [ms(WEEK, -1)]],
  ['promised for ever, and compacted',       contract(-1),            real('compact', WEEK),          'as promised', []],
]

test.for(cases)('a topic is %s', ([, one, said, is, changes]) => {
  expect(topicRetention(one, said)).toEqual({ topic: 't', is, changes, slackMs: WEEK })
})

test('what is set by the changes is as promised', () => {
  for (const [, one, said] of cases) {
    const found = topicRetention(one, said) as TopicRetention
    const after = new Map([...said, ...found.changes.map(({ name, to }) => [name, to] as const)])
    expect(topicRetention(one, after)).toMatchObject({ is: 'as promised', changes: [] })
  }
})

test('a contract without a limit says nothing of its topic; one that says no time is told', () => {
  expect(topicRetention(contract(undefined), real('delete', DAY))).toBeUndefined()
  expect(topicRetention(contract(undefined, 'long'), real('delete', DAY))).toBe(
    'its retention is "long d", which is no time',
  )
})

// A record of moment 100: its segment takes what is up to a week younger, and goes a day after the youngest.
// biome-ignore format: one row a case
const gone: [what: string, real: ReadonlyMap<string, string>, by: number | undefined][] = [
  ['by its age',                     real('delete', DAY),                        100 + WEEK + DAY],
  ['by its age, though compacted',   real('compact,delete', DAY, DAY),           100 + 2 * DAY],
  ['never: kept for ever',           real('delete', -1),                         undefined],
  ['never by its age: compacted',    real('compact', DAY),                       undefined],
  ['never: a segment has no end',    real('delete', DAY, '9223372036854775807'), undefined],
]

test.for(gone)('a record is gone %s', ([, said, by]) => {
  expect(goneBy(topicSettings(said), 100)).toBe(by)
})
