import { describe, expect, test } from 'vitest'
import type { Expr } from '../../../src/pipelines/expr/ir.ts'
import type { JobDeclaration } from '../../../src/pipelines/job/declaration.ts'
import type { Output, WindowedIr } from '../../../src/pipelines/job/ir.ts'
import fraudEnricher from '../../../src/pipelines/jobs/fraud-enricher.ts'
import { resolve } from './repo.ts'

const field = (input: string, name: string): Expr => ({ op: 'ref', of: 'field', input, name })
const ref = (of: 'measure' | 'match' | 'value', name: string): Expr => ({ op: 'ref', of, name })
const { ir } = fraudEnricher
const change = (changes: Partial<Omit<WindowedIr, 'kind'>>): JobDeclaration => ({ ir: { ...ir, ...changes } })
const output = (name: string, changes: Partial<Output>): JobDeclaration =>
  change({ outputs: { ...ir.outputs, [name]: { ...ir.outputs[name]!, ...changes } } })
const alertField = (name: string, expr: Expr): JobDeclaration =>
  output('alert', { fields: { ...ir.outputs.alert!.fields, [name]: expr } })
const without = (fields: Output['fields'], name: string): Output['fields'] =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name))

// biome-ignore format: one row a case
const cases: [mistake: string, declaration: JobDeclaration, rule: string, message: string][] = [
  ['a contract that is not there',        change({ inputs: { ...ir.inputs, order: 'order.create' } }),                   'job-unknown-contract',   'did you mean "order.created"?'],
  ['an input whose contract has no event time', change({ inputs: { ...ir.inputs, order: 'fraud.dead_letter' } }),        'job-no-event-time',      'names no eventTime'],
  ['a key that an input does not have',   change({ keyBy: 'customerid' }),                                               'job-unknown-field',      'did you mean "customer_id"?'],
  ['a key the topics are not keyed by',   change({ keyBy: 'event_id' }),                                                 'job-not-co-partitioned', 'is keyed by customer_id, the job by event_id'],
  ['a field that is not there',           change({ measures: { ...ir.measures, paid: { aggregate: 'sum', input: 'payment', arg: field('payment', 'amout') } } }), 'job-type', 'did you mean "amount"?'],
  ['a measure of another input',          change({ measures: { ...ir.measures, paid: { aggregate: 'sum', input: 'payment', arg: field('order', 'total_amount') } } }), 'job-type', 'records of input "order" are not at hand here'],
  ['a sum of text',                       change({ measures: { ...ir.measures, paid: { aggregate: 'sum', input: 'payment', arg: field('payment', 'method') } } }), 'job-type', 'sum'],
  ['an unknown aggregate',                change({ measures: { ...ir.measures, paid: { aggregate: 'summ', input: 'payment', arg: field('payment', 'amount') } } }), 'job-type', 'did you mean "sum"?'],
  ['matching by a field that is not there', change({ match: { ...ir.match!, by: 'orderid' } }),                          'job-unknown-field',      'did you mean "order_id"?'],
  ['a condition that is no condition',    output('alert', { when: field('order', 'total_amount') }),                     'job-type',               'the condition is of type decimal'],
  ['a field the contract does not have',  alertField('riskscore', field('order', 'order_id')),                           'job-unknown-field',      'did you mean "risk_score"?'],
  ['a field the contract wants',          output('alert', { fields: without(ir.outputs.alert!.fields, 'region') }),      'job-missing-field',      'wants the field "region"'],
  ['a field of the wrong type',           alertField('region', field('order', 'total_amount')),                          'job-type',               'alert", region: is decimal(12,2), but string is wanted'],
  ['a null where the contract wants a value', alertField('paid_amount', ref('match', 'paid')),                           'job-type',               'may be null'],
  ['a record that is not at hand',        alertField('order_id', field('payment', 'order_id')),                          'job-out-of-scope',       'cannot use payment.order_id'],
  ['a match where no record is at hand',  output('features', { fields: { ...ir.outputs.features!.fields, carts: ref('match', 'orders') } }), 'job-out-of-scope', 'match.orders needs a record of order or payment'],
  ['a measure that is not there',         alertField('carts_in_window', ref('measure', 'cart')),                         'job-type',               'did you mean "carts"?'],
  ['writing what the job reads',          output('alert', { to: 'order.created' }),                                      'job-output-is-input',    'feed the job with its own output'],
  ['an unknown operator',                 alertField('region', { op: 'uper', args: [field('order', 'region')] }),        'job-type',               'unknown operator "uper"'],
  ['a late topic of another shape',       change({ late: 'fraud.alert' }),                                               'job-envelope-mismatch',  'dq itself writes this topic'],
  ['a score in an output per window',     output('features', { when: { op: 'gte', args: [{ op: 'ref', of: 'score', name: 'value' }, { op: 'ref', of: 'score', name: 'threshold' }] } }), 'job-out-of-scope', 'an output per window cannot use order.total_amount'],
]

describe('a job that does not fit its contracts is refused for', () => {
  test.for(cases)('%s', ([, declaration, rule, message]) => {
    const { job, findings } = resolve(declaration)
    expect(job).toBeUndefined()
    expect(findings.map((finding) => finding.rule)).toContain(rule)
    expect(findings.map((finding) => finding.message).join('\n')).toContain(message)
  })
})

test('one mistake in a measure is told once, not again where the measure is used', () => {
  const { findings } = resolve(
    change({
      measures: { ...ir.measures, paid: { aggregate: 'sum', input: 'payment', arg: field('payment', 'amout') } },
    }),
  )
  expect(findings).toHaveLength(1)
})

test('a rule that names a measure that is not there is told with the line of the rules file', () => {
  const rules = `version: 1
threshold: 0.5
maximum: 1
rules:
  - name: many
    why: Many orders.
    weight: 0.5
    when: { gte: [$measures.order, 3] }
`
  const { findings } = resolve(fraudEnricher, rules)
  expect(findings[0]).toMatchObject({ at: { file: './fraud-rules.yaml', line: 8 } })
  expect(findings[0]!.message).toContain('did you mean "orders"?')
})

test('the job fits, and each input is read for the fields it needs only', () => {
  const { job } = resolve(fraudEnricher)
  expect(job!.inputs.map(({ alias, fields }) => [alias, fields])).toEqual([
    ['order', ['event_id', 'order_id', 'customer_id', 'region', 'total_amount', 'created_at']],
    ['payment', ['event_id', 'payment_id', 'order_id', 'customer_id', 'method', 'amount', 'authorized_at']],
    ['cart', ['event_id', 'customer_id', 'added_at']],
  ])
})

test('the declaration is plain JSON: it survives being written and read', () => {
  const { job } = resolve({ ir: JSON.parse(JSON.stringify(ir)) as WindowedIr })
  expect(job?.ir).toEqual(ir)
})
