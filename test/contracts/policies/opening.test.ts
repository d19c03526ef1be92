import { expect, test } from 'vitest'
import type { Window } from '../../../src/contracts/policies/calendar.ts'
import { localText, nextOpening, openingAt, type Schedule } from '../../../src/contracts/policies/opening.ts'

const week: Window = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }
const night: Window = { days: ['sun'], from: '02:30', to: '03:00' }
const freeze = { name: 'end of the year', from: '2026-12-18', to: '2027-01-03' }
const schedule = (timeZone: string, windows: readonly Window[] | undefined = [week], freezes = [freeze]): Schedule => ({
  timeZone,
  windows,
  freezes,
})

const always = (timeZone: string): Schedule => ({ timeZone, windows: undefined, freezes: [freeze] })

// Offsets by the IANA database: São Paulo −3 all year; Berlin +1, +2 from 2027-03-28; New York −5, −4 from 2027-03-14; Kolkata +5:30.
// biome-ignore format: one row a case
const cases: [what: string, schedule: Schedule, at: string, kind: string][] = [
  ['nine in São Paulo',                    schedule('America/Sao_Paulo'), '2026-11-23T12:00:00Z', 'open'],
  ['a second before',                      schedule('America/Sao_Paulo'), '2026-11-23T11:59:59Z', 'closed'],
  ['five is over',                         schedule('America/Sao_Paulo'), '2026-11-23T20:00:00Z', 'closed'],
  ['Monday there, Sunday in UTC',          schedule('Asia/Kolkata'),      '2026-11-23T03:30:00Z', 'open'],
  ['half an hour makes a difference',      schedule('Asia/Kolkata'),      '2026-11-23T03:29:00Z', 'closed'],
  ['Saturday there, Friday in UTC',        schedule('Pacific/Auckland'),  '2026-11-20T20:30:00Z', 'closed'],
  ['Berlin in winter',                     schedule('Europe/Berlin'),     '2027-03-26T08:00:00Z', 'open'],
  ['Berlin in summer',                     schedule('Europe/Berlin'),     '2027-03-29T07:00:00Z', 'open'],
  ['a freeze begins at midnight there',    always('America/Sao_Paulo'), '2026-12-18T03:00:00Z', 'frozen'],
  ['and not before',                       always('America/Sao_Paulo'), '2026-12-18T02:59:59Z', 'open'],
  ['its last day counts',                  always('America/Sao_Paulo'), '2027-01-04T02:59:59Z', 'frozen'],
  ['no longer',                            always('America/Sao_Paulo'), '2027-01-04T03:00:00Z', 'open'],
]

test.for(cases)('%s', ([, schedule, at, kind]) => {
  expect(openingAt(schedule, Date.parse(at)).kind).toBe(kind)
})

// biome-ignore format: one row a case
const openings: [what: string, schedule: Schedule, at: string, opens: string | undefined][] = [
  ['open already',                         schedule('UTC'),               '2026-11-23T10:00:00Z', '2026-11-23T10:00:00.000Z'],
  ['later today',                          schedule('America/Sao_Paulo'), '2026-11-23T03:00:00Z', '2026-11-23T12:00:00.000Z'],
  ['after the weekend',                    schedule('America/Sao_Paulo'), '2026-11-20T20:00:00Z', '2026-11-23T12:00:00.000Z'],
  ['after a freeze',                       schedule('America/Sao_Paulo'), '2026-12-19T12:00:00Z', '2027-01-04T12:00:00.000Z'],
  ['at midnight after a freeze',           always('UTC'),    '2026-12-19T12:00:00Z', '2027-01-04T00:00:00.000Z'],
  ['over the change of the clocks',        schedule('Europe/Berlin'),     '2027-03-27T12:00:00Z', '2027-03-29T07:00:00.000Z'],
  ['an hour that is left out that Sunday', schedule('Europe/Berlin', [night]), '2027-03-27T12:00:00Z', '2027-04-04T00:30:00.000Z'],
  ['never',                                schedule('UTC', [week], [{ ...freeze, to: '2030-01-01' }]), '2026-12-19T12:00:00Z', undefined],
]

test.for(openings)('opens next: %s', ([, schedule, at, opens]) => {
  const next = nextOpening(schedule, Date.parse(at))
  expect(next === undefined ? undefined : new Date(next).toISOString()).toBe(opens)
})

test('a moment is told by the clock of the policy', () => {
  expect(localText(Date.parse('2026-11-23T02:05:00Z'), 'America/Sao_Paulo')).toBe(
    'Sun 2026-11-22 23:05 America/Sao_Paulo',
  )
})
