import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ELSEWHERE } from '../../src/quality/elsewhere.ts'
import { expectations } from '../../src/quality/expectations/index.ts'

const folder = new URL('../../src/quality/expectations', import.meta.url).pathname

test('every file is registered under its name', () => {
  const files = globSync('*.ts', { cwd: folder }).map((file) => file.replace(/\.ts$/, ''))
  expect(files.length).toBeGreaterThan(25)
  expect([...expectations.keys()].sort()).toEqual(files.filter((file) => file !== 'index').sort())
})

interface Fields {
  readonly kwargs: readonly string[]
  readonly required: readonly string[]
}
/** As the JSON schemas in Great Expectations' wheel say; see gx/NOTICE. */
const theirs: Readonly<Record<string, Fields>> = JSON.parse(
  readFileSync(new URL('gx/schemas.json', import.meta.url), 'utf8'),
)

/** Great Expectations' schemas give every expectation a row condition; where rows do not matter, dq refuses it. */
const WITHOUT_ROWS = ['row_condition', 'condition_parser']

/** Optional by its schema, and without it every type would do. */
const STRICTER: Readonly<Record<string, readonly string[]>> = { expect_column_values_to_be_in_type_list: ['type_list'] }

test.for([...expectations])('%s has the parameters that Great Expectations gives it', ([type, expectation]) => {
  const schema = z.toJSONSchema(expectation.kwargs, { io: 'input', unrepresentable: 'any' })
  const ours = Object.keys(schema.properties ?? {})
  const fields = theirs[type]
  expect(fields).toBeDefined()
  const lacking = (fields?.kwargs ?? []).filter((name) => !ours.includes(name) && !WITHOUT_ROWS.includes(name))
  expect({ lacking, extra: ours.filter((name) => !fields?.kwargs.includes(name)) }).toEqual({ lacking: [], extra: [] })
  expect([...(schema.required ?? [])].sort()).toEqual([...(fields?.required ?? []), ...(STRICTER[type] ?? [])].sort())
})

test('every expectation of Great Expectations is judged, or refused by name', () => {
  const all = Object.keys(theirs)
  expect(all.length).toBeGreaterThan(50)
  expect(all.filter((type) => !expectations.has(type) && !ELSEWHERE.has(type))).toEqual([])
  expect([...ELSEWHERE.keys()].filter((type) => expectations.has(type))).toEqual([])
})
