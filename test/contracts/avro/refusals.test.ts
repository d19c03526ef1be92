import { expect, test } from 'vitest'
import { AvroSchemaError, parseAvroSchema, parseAvroText } from '../../../src/contracts/index.ts'

function refusal(parse: () => unknown): AvroSchemaError {
  try {
    parse()
  } catch (error) {
    if (error instanceof AvroSchemaError) return error
    throw error
  }
  throw new Error('it parsed')
}

const record = (field: string): string => `{"type": "record", "name": "a.R", "fields": [\n  ${field}\n]}`

// biome-ignore format: one row a case
const cases: [what: string, text: string, pointer: string, at: [line: number, column: number], message: RegExp, hint: RegExp][] = [
  ['a mistyped primitive', record('{"name": "x", "type": "strng"}'), '/fields/0/type', [2, 25], /no type called "a.strng"/, /mean "string"/],
  ['a name of another namespace', `[{"type":"fixed","name":"b.F","size":1}, ${record('{"name": "x", "type": "F"}')}]`, '/1/fields/0/type', [2, 25], /no type called "a.F"/, /mean "b.F"/],
  ['a mistyped kind', '{"type": "recrod", "name": "R"}', '/type', [1, 10], /type "recrod"/, /mean "record"/],
  ['a schema inside a type', record('{"name": "x", "type": {"type": {"type": "int"}}}'), '/fields/0/type/type', [2, 34], /must be a string/, /inner schema directly/],
  ['a name with a dash', '{"type": "fixed", "name": "a-b", "size": 1}', '/name', [1, 27], /"a-b" is not a name: it has the character "-"/, /letters/],
  ['a name with a digit first', record('{"name": "1x", "type": "int"}'), '/fields/0/name', [2, 12], /begins with the digit "1"/, /letters/],
  ['a default of another type', record('{"name": "x", "type": "string", "default": null}'), '/fields/0/default', [2, 46], /null is not a default of type string/, /\["null", …\]/],
  ['a default deep inside', record('{"name": "x", "type": {"type": "map", "values": "int"}, "default": {"a": 1, "b": 1.0}}'), '/fields/0/default/b', [2, 84], /1 is not a default of type int/, /without a fraction/],
  ['an int out of range', record('{"name": "x", "type": "int", "default": 2147483648}'), '/fields/0/default', [2, 43], /2147483648 is not/, /use long/],
  ['an enum default that is no symbol', '{"type": "enum", "name": "E", "symbols": ["RED", "BLUE"], "default": "RDE"}', '/default', [1, 70], /"RDE" of E/, /mean "RED"/],
  ['an enum used before its definition, with a default', record('{"name": "x", "type": "E", "default": "A"},\n {"name": "y", "type": {"type": "enum", "name": "E", "symbols": ["A"]}}'), '/fields/0/default', [2, 41], /defined only after/, /Define the type where/],
  ['a default that holds its own record', record('{"name": "x", "type": "R", "default": {}}'), '/fields/0/default', [2, 41], /its own record/, /first branch/],
  ['a second definition', '[{"type":"fixed","name":"F","size":1},\n {"type":"array","items":{"type":"fixed","name":"F","size":2}}]', '/1/items', [2, 26], /defined twice.*at \/0\)/, /by its name/],
  ['two branches alike', '["int", {"type": "int", "logicalType": "date"}]', '/1', [1, 9], /two branches called "int"/, /wrap/],
  ['an unknown order', record('{"name": "x", "type": "int", "order": "desc"}'), '/fields/0/order', [2, 41], /cannot be "desc"/, /descending/],
  ['a key given twice, the last one wrong', '{"type": "int",\n "type": "itn"}', '/type', [2, 10], /type "itn"/, /mean "int"/],
  ['a trailing comma', '{"type": "int",}', '', [1, 16], /property name expected/, /comma before }/],
  ['a comment after the schema', '"int"\n // the end', '', [2, 2], /text after the end/, /comment may stand before/],
  ['pointers with / and ~', '{"type": "map", "values": {"type": "array", "a/b~": {"c": 99999999999999999999}, "items": "int"}}', '/values/a~1b~0/c', [1, 59], /beyond 64 bits/, /as a string/],
]

test.for(cases)('%s is shown at its place with a way out', ([, text, pointer, [line, column], message, hint]) => {
  const error = refusal(() => parseAvroText(text, 'x.avsc'))
  expect(error.at).toEqual({ file: 'x.avsc', line, column, path: pointer })
  expect(error).toMatchObject({ pointer, message: expect.stringMatching(message), hint: expect.stringMatching(hint) })
})

test('100,000 levels are refused, as text and as value', () => {
  const text = `${'{"type":"array","items":'.repeat(100_000)}"int"${'}'.repeat(100_000)}`
  expect(refusal(() => parseAvroText(text, 'deep.avsc')).message).toMatch(/deeper than 1000 levels/)
  let json: import('../../../src/kernel/json.ts').Json = 'int'
  for (let i = 0; i < 100_000; i++) json = { type: 'array', items: json }
  expect(refusal(() => parseAvroSchema(json)).message).toMatch(/deeper than 1000 levels/)
})
