import { expect, test } from 'vitest'
import { hurtUsers } from '../../../src/cli/report/impact-text.ts'
import type { Report } from '../../../src/cli/report/report.ts'
import type { Impact } from '../../../src/kernel/finding.ts'
import { reported } from './sample.ts'

const job = (name: string, use: string, path: string): Impact => ({
  kind: 'job',
  name,
  path,
  use,
  at: { file: `jobs/${name}.ts`, line: 7 },
})
const impact: readonly Impact[] = [
  job('fraud', 'filter', 'alert.*'),
  job('fraud', 'value', 'alert.amount'),
  job('fraud', 'value', 'alert.ratio'),
  job('fraud', 'condition', 'alert.score'),
  job('fraud', 'value', 'features.amount'),
  ...Array.from(
    { length: 9 },
    (_, i): Impact => ({
      kind: 'fixture',
      name: `fraud/case-${i}`,
      path: 'input',
      use: 'record',
      at: { file: `fixtures/fraud/case-${i}/input/order.jsonl`, line: 1 },
    }),
  ),
  { kind: 'topic', name: 'alert', path: 'amount', use: 'value', via: ['job fraud'] },
  { kind: 'consumer', name: 'bill <b>|`x`', use: 'read', via: ['job fraud', 'alert.amount'] },
  ...Array.from({ length: 7 }, (_, i) => job(`other-${i}`, 'key', 'out.x')),
]
const report: Report = {
  findings: [
    { rule: 'field-renamed', severity: 'error', at: { file: 'contracts/a.avsc', line: 3 }, message: 'gone', impact },
  ],
  looked: { contract: 1 },
}

test('a user is one line, with how it uses it, where, for what, and on which way; a long list is cut and says so', () => {
  expect(hurtUsers(impact).map(({ text }) => text)).toEqual([
    'job fraud (value, condition, filter) at jobs/fraud.ts:7: alert.*, alert.amount, alert.ratio and 2 more',
    'topic alert (value): amount, by job fraud',
    'consumer bill <b>|`x` (read), by job fraud → alert.amount',
    'job other-0 (key) at jobs/other-0.ts:7: out.x',
    'job other-1 (key) at jobs/other-1.ts:7: out.x',
    'and 5 more',
    '9 recorded cases: fraud/case-0, fraud/case-1, fraud/case-2 and 6 more',
  ])
})

test('JSON has all of it, with the way', () => {
  const { findings } = JSON.parse(reported('json', report)) as { findings: { impact: Impact[] }[] }
  expect(findings[0]?.impact).toEqual(impact)
})

test('SARIF links the lines that use it', () => {
  const { runs } = JSON.parse(reported('sarif', report)) as {
    runs: { results: { relatedLocations: object[]; message: { text: string } }[] }[]
  }
  const [result] = runs[0]!.results
  expect(result?.message.text).toContain('Hurts: job fraud (value, condition, filter) at jobs/fraud.ts:7')
  expect(result?.relatedLocations).toHaveLength(4)
  expect(result?.relatedLocations[0]).toMatchObject({
    physicalLocation: { artifactLocation: { uri: 'data/jobs/fraud.ts' }, region: { startLine: 7 } },
    message: { text: expect.stringContaining('job fraud') },
  })
})

// biome-ignore format: one row a case
const escapes: [format: 'text' | 'junit' | 'github' | 'gitlab' | 'markdown', has: string][] = [
  ['text',     '    hurts: consumer bill <b>|`x` (read), by job fraud → alert.amount'],
  ['junit',    'hurts: consumer bill &lt;b&gt;|`x` (read)'],
  ['github',   '%0Ahurts: consumer bill <b>|`x` (read)'],
  ['gitlab',   '(hurts: job fraud (value, condition, filter) at jobs/fraud.ts:7: alert.*'],
  ['markdown', 'consumer bill &#60;b&#62;&#124;&#96;x&#96; (read)'],
]

test.for(escapes)('%s names who is hurt, and nothing in a name is markup', ([format, has]) => {
  const printed = reported(format, report)
  expect(printed).toContain(has)
  expect(printed.length).toBeLessThan(4000)
})
