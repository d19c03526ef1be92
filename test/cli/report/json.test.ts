import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import { clean, reported, sample } from './sample.ts'

const schema = JSON.parse(readFileSync(new URL('../../../schemas/report.schema.json', import.meta.url), 'utf8'))
const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true })
formats.default(ajv)
const validate = ajv.compile(schema)

const validated = (value: unknown): unknown => (validate(value) ? [] : validate.errors)

test('the report as data, as its published schema says', () => {
  const data = JSON.parse(reported('json'))
  expect(validated(data)).toEqual([])
  expect(data.findings).toEqual(JSON.parse(JSON.stringify(sample.findings)))
  expect(data).toMatchObject({ looked: { contract: 22 }, against: ['main (a1b2c3d)'], failOn: 'error' })
  expect(data.waived).toEqual([{ ...sample.waived?.[0]?.finding, waiver: sample.waived?.[0]?.waiver }])
})

test('a finding of several baselines names them', () => {
  const findings = sample.findings.map((finding) => ({ ...finding, against: ['main (a1b2c3d)', 'v1'] }))
  expect(validated(JSON.parse(reported('json', { ...sample, findings })))).toEqual([])
})

test('an empty report, and one of a command that compares with nothing', () => {
  expect(validated(JSON.parse(reported('json', clean)))).toEqual([])
  const bare = JSON.parse(reported('json', { findings: [], looked: { contract: 1, example: 2 } }))
  expect(validated(bare)).toEqual([])
  expect(bare).toEqual({ findings: [], looked: { contract: 1, example: 2 } })
})

// biome-ignore format: one row a case
const refused: [what: string, report: object][] = [
  ['an unknown key',          { findings: [], looked: {}, extra: 1 }],
  ['no findings',             { looked: {} }],
  ['a finding without place', { findings: [{ rule: 'a', severity: 'error', message: 'x' }], looked: {} }],
  ['an unknown severity',     { findings: [{ rule: 'a', severity: 'fatal', message: 'x', at: { file: 'a' } }], looked: {} }],
  ['an unknown key of a finding', { findings: [{ rule: 'a', severity: 'error', message: 'x', at: { file: 'a' }, x: 1 }], looked: {} }],
  ['waived without waiver',   { findings: [], looked: {}, waived: [{ rule: 'a', severity: 'error', message: 'x', at: { file: 'a' } }] }],
  ['line 0',                  { findings: [{ rule: 'a', severity: 'error', message: 'x', at: { file: 'a', line: 0 } }], looked: {} }],
]

test.for(refused)('the schema refuses %s', ([, report]) => {
  expect(validated(report)).not.toEqual([])
})
