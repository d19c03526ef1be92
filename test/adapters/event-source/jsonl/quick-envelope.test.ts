import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseEnvelope } from '../../../../src/adapters/event-source/jsonl/envelope.ts'
import { lineParser } from '../../../../src/adapters/event-source/jsonl/quick-envelope.ts'

const line = (changes: Readonly<Record<string, string>> = {}): string => {
  const fields = {
    topic: '"order.created"',
    partition: '1',
    offset: '12',
    arrival: '"2017-03-08T00:29:33.778Z"',
    key: '"3236bf"',
    value: '{"order_id":"a","note":"}"}',
    ...changes,
  }
  return `{${Object.entries(fields)
    .map(([name, text]) => `"${name}":${text}`)
    .join(',')}}`
}

// biome-ignore format: one row a case
const cases: readonly (readonly [what: string, text: string])[] = [
  ['as dq writes it',                    line()],
  ['another topic',                      line({ topic: '"payment"' })],
  ['a topic with an escape',             line({ topic: '"order\\u002ecreated"' })],
  ['spaces',                             line().replaceAll(':', ': ')],
  ['a space at the end',                 `${line()} `],
  ['partition 0',                        line({ partition: '0' })],
  ['a partition with a leading zero',    line({ partition: '01' })],
  ['a negative partition',               line({ partition: '-1' })],
  ['an offset with a fraction',          line({ offset: '1.5' })],
  ['an offset with an exponent',         line({ offset: '1e3' })],
  ['the greatest offset',                line({ offset: '9007199254740991' })],
  ['an offset beyond it',                line({ offset: '9007199254740993' })],
  ['no offset',                          line({ offset: '' })],
  ['microseconds',                       line({ arrival: '"2017-03-08T00:29:33.778000Z"' })],
  ['microseconds that are kept',         line({ arrival: '"2017-03-08T00:29:33.778001Z"' })],
  ['no fraction',                        line({ arrival: '"2017-03-08T00:29:33Z"' })],
  ['no such day',                        line({ arrival: '"2017-02-30T00:29:33.778Z"' })],
  ['another zone',                       line({ arrival: '"2017-03-08T00:29:33.778+"' })],
  ['a key that is null',                 line({ key: 'null' })],
  ['an empty key',                       line({ key: '""' })],
  ['a key with an escape',               line({ key: '"a\\"b"' })],
  ['a key with a tab in it',             line({ key: '"a\tb"' })],
  ['a key beyond ASCII',                 line({ key: '"ção 😀"' })],
  ['half of a surrogate pair',           line({ key: '"\\ud800"' })],
  ['a value that is text',               line({ value: '"x"' })],
  ['no value',                           line({ value: '' })],
  ['headers behind the value',           line({ headers: '{"a":"b"}' })],
  ['an unknown field behind the value',  line({ more: '1' })],
  ['two values',                         line().replace('"value":', '"value":1,"value":')],
  ['cut off',                            line().slice(0, -1)],
  ['cut off in the key',                 line().slice(0, 95)],
  ['something behind it',                `${line()}}`],
  ['nothing',                            ''],
]

test.each(cases)('a line is read as JSON.parse reads it: %s', (_, text) => {
  const parse = lineParser('order.created')
  // Twice: the second time the moment is known.
  expect([parse(text), parse(text)]).toEqual([parseEnvelope(text), parseEnvelope(text)])
})

test('whatever is cut out of a line or put into it, the verdict is the same', () => {
  const parse = lineParser('order.created')
  const whole = line()
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(3), fc.string({ maxLength: 3, unit: 'binary-ascii' }), (at, cut, more) => {
      const text = whole.slice(0, at) + more + whole.slice(at + cut)
      expect(parse(text)).toEqual(parseEnvelope(text))
    }),
    { numRuns: 3000 },
  )
})
