import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type QualityFormat, qualityReporters } from '../../../src/cli/report/quality/formats.ts'
import { seenOf } from '../../../src/cli/report/quality/seen.ts'
import { qualityContext, qualityReportOf } from './quality-sample.ts'

const schema = JSON.parse(
  readFileSync(new URL('../../../schemas/validation-result.schema.json', import.meta.url), 'utf8'),
)
const validate = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true }).compile(
  schema,
)
const validated = (value: unknown): unknown => (validate(value) ? [] : validate.errors)
const reported = (format: QualityFormat, text = 'orders') =>
  qualityReporters[format](qualityReportOf(text), qualityContext)

test('JSON is the result, as its published schema says', () => {
  const data = JSON.parse(reported('json'))
  expect(validated(data)).toEqual([])
  expect(data).toEqual(JSON.parse(JSON.stringify(qualityReportOf('orders').result)))
})

test('the schema refuses what is no result', () => {
  const { results, ...rest } = JSON.parse(reported('json'))
  expect(validated(rest)).not.toEqual([])
  expect(validated({ ...rest, results: [{ ...results[0], success: 'yes' }] })).not.toEqual([])
  expect(validated({ ...rest, results: [{ ...results[0], extra: 1 }] })).not.toEqual([])
  const config = { ...results[0].expectation_config, severity: 'fatal' }
  expect(validated({ ...rest, results: [{ ...results[0], expectation_config: config }] })).not.toEqual([])
})

test('text: a bar for the share, examples, and the reason why one could not be judged', () => {
  expect(reported('text')).toBe(`orders  orders  duckdb orders

✓ met orders  (observed "orders")
✗ critical orders
    ███▌················  17.50 %  7 of 40
    e.g. "orders" (2×)
! warning orders  (warning)
    observed -0.19
i info orders  (info)
    observed 1
    e.g. {"orders":"orders","n":1,"nothing":null}
✗ not judged orders
    cannot be judged: no column orders

5 expectations, 4 not met (2 critical, 1 warning, 1 info); 1 query in 0.25 s`)
})

test('JUnit: what fails the run is a failure, what could not be judged an error, what is too light passes', () => {
  const text = reported('junit')
  expect(text).toContain('<testsuite name="orders" tests="5" failures="1" errors="1" skipped="0" time="0.250">')
  expect(text.match(/<failure /g)?.length).toBe(1)
  expect(text.match(/<error /g)?.length).toBe(1)
  expect(text.match(/<system-out>(warning|info): /g)?.length).toBe(2)
  expect(text).toContain('message="unexpected: 17.50 %, 7 of 40; e.g. &quot;orders&quot; (2×)"')
})

test('GitHub: an annotation on the line of the suite for each that is not met', () => {
  expect(reported('github').split('\n')).toEqual([
    '::error file=repo/expectations/orders.json,line=4,col=5,title=orders::not met: critical orders%0Aunexpected: 17.50 %25, 7 of 40; e.g. "orders" (2×)',
    '::warning file=repo/expectations/orders.json,line=5,col=5,title=orders::not met: warning orders%0Aobserved -0.19',
    '::notice file=repo/expectations/orders.json,line=6,col=5,title=orders::not met: info orders%0Aobserved 1; e.g. {"orders":"orders","n":1,"nothing":null}',
    '::error file=repo/expectations/orders.json,line=7,col=5,title=orders::not met: not judged orders%0Acannot be judged: no column orders',
    'orders: 5 expectations, 4 not met (2 critical, 1 warning, 1 info); 1 query in 0.25 s',
  ])
})

test('Markdown: the worst first, the rest folded away', () => {
  const lines = reported('markdown').split('\n')
  expect(lines[0]).toBe('### ❌ orders: 2 critical, 1 warning, 1 info not met')
  expect(lines.filter((line) => /^\| [🔴🟡🔵]/u.test(line)).map((line) => line.slice(2, 22))).toEqual([
    expect.stringContaining('🔴 | critical'),
    expect.stringContaining('🔴 | not judged'),
    expect.stringContaining('🟡 | warning'),
    expect.stringContaining('🔵 | info'),
  ])
  expect(lines).toContain('<details><summary>1 met</summary>')
})

/** What values of data, columns and suites may hold. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '| cell | [link](javascript:alert(1)) `code` @team #1',
  'a\n::error::forged\r\n::set-output name=x::y',
  ']]><!-- &lt; \u0000\u001b[31m\u202e \ud800',
]

test.for(HOSTILE)('no format is broken by %j', (hostile) => {
  // XML is YAML's neighbour in strictness here: a parser that refuses is enough.
  expect(reported('junit', hostile)).not.toMatch(/<script|<img/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
  expect(reported('junit', hostile)).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f]/)
  expect(reported('github', hostile).split('\n').length).toBe(5)
  expect(reported('github', hostile)).not.toMatch(/^::(error::|set-output)/m)
  // In code spans nothing is markup.
  const markdown = reported('markdown', hostile).replaceAll(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
  expect(markdown).not.toMatch(/<script|<img|\]\(javascript/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
  expect(reported('markdown', hostile)).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f]/)
  expect(() => parse(reported('json', hostile))).not.toThrow()
})

// biome-ignore format: one row a case
const seen: [what: string, details: Record<string, unknown>, text: string][] = [
  ['how many rows are usual',          { runs: 7, median: 2000, low: 1800, high: 2200 },       'observed 5000, usual is 1800 to 2200'],
  ['that there are too few runs',      { runs: 2, needed: 5 },                                 'observed 5000, not judged before 5 runs: there are 2'],
  ['columns that differ',              { mismatched: { unexpected: ['x'], missing: ['a', 'b'] } }, 'unexpected: "x"; missing: "a", "b"'],
  ['columns of another type, as data', { mismatched: { mistyped: [{ column: 'a', expected: 'long' }] } }, 'mismatched: {"mistyped":[{"column":"a","expected":"long"}]}'],
]

test.for(seen)('what was seen says %s', ([, details, text]) => {
  const [result] = qualityReportOf('orders').result.results
  if (result === undefined) throw new Error('the sample has results')
  expect(seenOf({ ...result, result: { observed_value: 5000, details } }).observed).toBe(text)
})
