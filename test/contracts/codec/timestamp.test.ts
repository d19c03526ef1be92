import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDate, MAX_DAYS, MIN_DAYS, parseDate } from '../../../src/contracts/codec/civil-date.ts'
import {
  explainTimestamp,
  formatInstant,
  formatTime,
  formatTimestamp,
  parseTime,
  parseTimestamp,
} from '../../../src/contracts/codec/timestamp.ts'

const SEED = { seed: 20261122, numRuns: 2000 }

// biome-ignore format: one row a case
const read: [text: string, micros: number][] = [
  ['1970-01-01T00:00:00Z',         0],
  ['1970-01-01T00:00:00.000001Z',  1],
  ['1969-12-31T23:59:59.999999Z',  -1],
  ['1970-01-01T00:00:00.1Z',       100_000],
  ['1970-01-01T00:00:00.12345Z',   123_450],
  ['1970-01-02T00:00:00Z',         86_400_000_000],
  ['2017-03-08T12:00:00.123456Z',  Date.UTC(2017, 2, 8, 12) * 1000 + 123_456],
  ['2000-02-29T00:00:00Z',         Date.UTC(2000, 1, 29) * 1000],
  ['2016-02-29T23:59:59Z',         Date.UTC(2016, 1, 29, 23, 59, 59) * 1000],
  // ±(2^53 − 1) µs: 9007199254 s 740991 µs; 9007199254 = 104249 days + 85654 s, and 85654 s = 23:47:34
  ['2255-06-05T23:47:34.740991Z',  Number.MAX_SAFE_INTEGER],
  ['1684-07-28T00:12:25.259009Z',  Number.MIN_SAFE_INTEGER],
]

test.for(read)('%s is %d µs', ([text, micros]) => {
  expect(parseTimestamp(text)).toBe(micros)
})

// biome-ignore format: one row a case
const refused: [text: string, why: string][] = [
  ['',                              'write it as YYYY-MM-DDThh:mm:ss.ffffffZ'],
  ['2017-03-08',                    'write it as YYYY-MM-DDThh:mm:ss.ffffffZ'],
  ['2017-3-8T12:00:00Z',            'write it as YYYY-MM-DDThh:mm:ss.ffffffZ'],
  ['+02017-03-08T12:00:00Z',        'write it as YYYY-MM-DDThh:mm:ss.ffffffZ'],
  ['2017-03-08T12:00:00',           'the zone is missing: write UTC, with Z at the end'],
  ['2017-03-08T12:00:00+00:00',     'only UTC is taken: convert "+00:00" to Z'],
  ['2017-03-08T12:00:00z',          'only UTC is taken: convert "z" to Z'],
  ['2017-03-08 12:00:00Z',          'write T between date and time'],
  ['2017-03-08T12:00Z',             'the seconds are missing'],
  ['2017-03-08T12:00:00.1234567Z',  'at most 6 fraction digits (microseconds) are kept'],
  ['0000-01-01T00:00:00Z',          'years go from 0001 to 9999'],
  ['2017-00-08T12:00:00Z',          'there is no month 00'],
  ['2017-13-08T12:00:00Z',          'there is no month 13'],
  ['2017-03-00T12:00:00Z',          '2017-03 has no day 00'],
  ['2017-04-31T12:00:00Z',          '2017-04 has no day 31'],
  ['2017-02-29T12:00:00Z',          '2017-02 has no day 29'],
  ['1900-02-29T12:00:00Z',          '1900-02 has no day 29'],
  ['2017-03-08T24:00:00Z',          'there is no time 24:00:00'],
  ['2017-03-08T12:60:00Z',          'there is no time 12:60:00'],
  ['2016-12-31T23:59:60Z',          'there is no time 23:59:60'],
  ['2255-06-05T23:47:34.740992Z',   'it lies beyond ±(2^53 − 1) microseconds (1684-07-28 to 2255-06-05)'],
  ['1684-07-28T00:12:25.259008Z',   'it lies beyond ±(2^53 − 1) microseconds (1684-07-28 to 2255-06-05)'],
  ['9999-12-31T23:59:59.999999Z',   'it lies beyond ±(2^53 − 1) microseconds (1684-07-28 to 2255-06-05)'],
]

test.for(refused)('"%s" is refused: %s', ([text, why]) => {
  expect(parseTimestamp(text)).toBeNaN()
  expect(explainTimestamp(text)).toBe(why)
})

// biome-ignore format: one row a case
const shapes = ['2017-03-08T12:00:00.Z', '2017-03-08T12:00:00.12a456Z', '2017-03-08T12:0a:00Z', '2017/03/08T12:00:00Z', '2017-03-08T12-00-00Z', '201a-03-08T12:00:00Z', '2017-03-08T1２:00:00Z', ' 2017-03-08T12:00:00Z', '2017-03-08T12:00:00Z ', '2017-03-08T12:00:00.-12Z']

test.for(shapes)('"%s" is refused', (text) => {
  expect(parseTimestamp(text)).toBeNaN()
  expect(explainTimestamp(text)).not.toBe('')
})

test('timestamps agree with Date in both directions, and keep the microseconds', () => {
  const limit = Math.floor(Number.MAX_SAFE_INTEGER / 1000)
  fc.assert(
    fc.property(fc.integer({ min: -limit, max: limit }), fc.integer({ min: 0, max: 999 }), (millis, micros) => {
      const iso = new Date(millis).toISOString().slice(0, -1)
      const text = `${iso}${String(micros).padStart(3, '0')}Z`
      const value = millis * 1000 + micros
      fc.pre(Number.isSafeInteger(value))
      expect(parseTimestamp(text)).toBe(value)
      expect(formatTimestamp(value)).toBe(text)
      expect(formatInstant(millis)).toBe(`${iso}Z`)
    }),
    SEED,
  )
})

test('every day of the years 0001 to 9999 agrees with Date', () => {
  const bad: string[] = []
  for (let days = MIN_DAYS; days <= MAX_DAYS; days++) {
    const text = new Date(days * 86_400_000).toISOString().slice(0, 10)
    if (formatDate(days) !== text || parseDate(text) !== days) bad.push(text)
  }
  expect(bad).toEqual([])
  expect([formatDate(MIN_DAYS), formatDate(MAX_DAYS)]).toEqual(['0001-01-01', '9999-12-31'])
})

test('text is read as a date exactly when the calendar of Date has that day', () => {
  for (const year of [1600, 1700, 2000, 2016, 2017, 2100])
    for (let month = 0; month <= 13; month++)
      for (let day = 0; day <= 32; day++) {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        const date = new Date(Date.UTC(year, month - 1, day))
        const exists = month >= 1 && month <= 12 && day >= 1 && date.getUTCMonth() === month - 1
        expect([text, parseDate(text)]).toEqual([text, exists ? date.getTime() / 86_400_000 : Number.NaN])
      }
})

test('times of day are microseconds since midnight', () => {
  expect(parseTime('23:59:59.999999')).toBe(86_399_999_999)
  expect(parseTime('00:00:01')).toBe(1_000_000)
  for (const text of ['24:00:00', '12:00', '12:00:00Z', '12:00:00.', '12:00:00.1234567', ''])
    expect(parseTime(text)).toBeNaN()
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 86_399_999_999 }), (micros) => {
      expect(parseTime(formatTime(micros))).toBe(micros)
    }),
    SEED,
  )
})

test('what is no moment spoils no other', () => {
  formatTimestamp(Number.NaN)
  expect(formatTimestamp(0)).toBe('1970-01-01T00:00:00.000000Z')
})
