import official from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' }
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import { clean, reported } from './sample.ts'

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
formats.default(ajv)
// The schema of SARIF 2.1.0 as OASIS published it, which Microsoft's package carries along. It is written in draft 4,
// whose id keyword later drafts refuse; of what else changed it uses nothing.
const { $schema: draft, id: _id, ...schema } = official
const validate = ajv.compile(schema)

const log = (text: string) => {
  const parsed = JSON.parse(text)
  expect(validate(parsed) ? [] : validate.errors).toEqual([])
  return parsed
}

test('valid by the official schema', () => {
  log(reported('sarif', clean))
  expect(log(reported('sarif')).version).toBe('2.1.0')
})

test('the schema is a real one: it refuses a result without a message', () => {
  expect(draft).toBe('http://json-schema.org/draft-04/schema#')
  expect(JSON.stringify(schema)).not.toContain('exclusiveM')
  expect(validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'dq' } }, results: [{ ruleId: 'x' }] }] })).toBe(
    false,
  )
})

test('every result has its level written down, its rule with help, and a fingerprint', () => {
  const [run] = log(reported('sarif')).runs
  expect(run.results.map(({ level }: { level: string }) => level)).toEqual(['error', 'warning', 'note', 'error'])
  for (const result of run.results) {
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId)
    expect(result.partialFingerprints['dq/v1']).toMatch(/^[0-9a-f]{16}$/)
  }
  expect(run.results[0].partialFingerprints['dq/v1']).toBe('3f2a91c07be04d15')
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['made-up', 'unknown-key', 'unused-waiver'])
  expect(run.tool.driver.rules[1].help.text).toContain('Why: Why | it matters.')
})

test('places are relative to the root of the repository, as URIs', () => {
  const [run] = log(reported('sarif')).runs
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'data/contracts/a%20b/ord%C3%A9r.odcs.yaml', uriBaseId: '%SRCROOT%' },
    region: { startLine: 12, startColumn: 5 },
  })
})

test('what is waived is there, and suppressed with its reason; nothing else is', () => {
  const [run] = log(reported('sarif')).runs
  expect(run.results.map(({ suppressions }: { suppressions: object[] }) => suppressions)).toEqual([
    [],
    [],
    [],
    [{ kind: 'external', status: 'accepted', justification: 'consumers <moved> (checkout, until 2027-03-31)' }],
  ])
})
