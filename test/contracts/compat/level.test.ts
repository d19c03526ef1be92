import { expect, test } from 'vitest'
import { checkLevel, parseAvroSchema } from '../../../src/contracts/index.ts'
import type { CompatibilityLevel } from '../../../src/contracts/model.ts'
import type { Json } from '../../../src/kernel/json.ts'
import { field, record } from './pairs/pair.ts'

const schema = (...fields: readonly Json[]) => parseAvroSchema(record('R', fields))
const id = field('id', 'string')
const optional = field('note', ['null', 'string'], { default: null })
const needed = field('total', 'int')

// v1 has a field that v2 dropped; v3 made another one optional.
const history = [
  { version: 'v1', schema: schema(id, needed) },
  { version: 'v2', schema: schema(id) },
  { version: 'v3', schema: schema(id, optional) },
]

/** By hand from the meaning of the levels: who reads whom. */
// biome-ignore format: one row a case
const cases: readonly (readonly [level: CompatibilityLevel, what: string, fields: readonly Json[], compared: number, failures: readonly string[]])[] = [
  ['NONE',                'anything',             [needed],               0, []],
  ['BACKWARD',            'a field dropped',      [id],                   1, []],
  ['BACKWARD',            'a new needed field',   [id, optional, needed], 1, ['v3 backward: total']],
  ['BACKWARD_TRANSITIVE', 'a new needed field',   [id, optional, needed], 3, ['v3 backward: total', 'v2 backward: total']],
  ['BACKWARD_TRANSITIVE', 'the same',             [id, optional],         3, []],
  ['FORWARD',             'a new needed field',   [id, needed],           1, []],
  ['FORWARD',             'a needed one dropped', [optional],             1, ['v3 forward: id']],
  ['FORWARD_TRANSITIVE',  'the same',             [id, optional],         3, ['v1 forward: total']],
  ['FORWARD_TRANSITIVE',  'a new needed field',   [id, needed],           3, []],
  ['FULL',                'a new needed field',   [id, needed],           2, ['v3 backward: total']],
  ['FULL',                'another optional one', [id, optional, field('w', 'int', { default: 1 })], 2, []],
  ['FULL_TRANSITIVE',     'the same',             [id, optional],         6, ['v1 forward: total']],
  ['FULL_TRANSITIVE',     'one swapped',          [optional, needed],     6, ['v3 backward: total', 'v3 forward: id', 'v2 backward: total', 'v2 forward: id', 'v1 forward: id']],
]

test.for(cases)('%s, %s', ([level, , fields, compared, expected]) => {
  const result = checkLevel(level, schema(...fields), history)
  const failures = result.failures.map(
    ({ version, direction, incompatibilities }) =>
      `${version} ${direction}: ${incompatibilities.map(({ message }) => message)}`,
  )
  expect(failures).toEqual(expected)
  expect(result).toMatchObject({ compared, compatible: expected.length === 0 })
})

test('a schema without a history is compatible, and nothing was compared', () => {
  expect(checkLevel('FULL_TRANSITIVE', schema(id), [])).toEqual({ compatible: true, compared: 0, failures: [] })
})
