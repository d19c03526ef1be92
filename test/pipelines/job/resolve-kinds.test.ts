import { describe, expect, test } from 'vitest'
import type { Expr } from '../../../src/pipelines/expr/ir.ts'
import { custom, decimal, job, minutes, perWindow, seconds, tumbling } from '../../../src/pipelines/index.ts'
import type { JobDeclaration } from '../../../src/pipelines/job/declaration.ts'
import type { Output, RecordsIr, RunningIr, StepIr } from '../../../src/pipelines/job/ir.ts'
import inventoryAggregator from '../../../src/pipelines/jobs/inventory-aggregator.ts'
import { negatives, step } from './kinds.ts'
import { resolve } from './repo.ts'

const field = (input: string, name: string): Expr => ({ op: 'ref', of: 'field', input, name })
const ref = (of: 'measure' | 'match' | 'value' | 'state' | 'window' | 'score', name: string): Expr =>
  ({ op: 'ref', of, name }) as Expr
const running = inventoryAggregator.ir
const records = negatives.ir
const stepIr = step.ir

const ofRunning = (changes: Partial<Omit<RunningIr, 'kind'>>): JobDeclaration => ({ ir: { ...running, ...changes } })
const inventory = (changes: Partial<Output>, name = 'inventory'): JobDeclaration =>
  ofRunning({ outputs: { ...running.outputs, [name]: { ...running.outputs[name]!, ...changes } } })
const inventoryField = (name: string, expr: Expr): JobDeclaration =>
  inventory({ fields: { ...running.outputs.inventory!.fields, [name]: expr } })

const ofRecords = (changes: Partial<Omit<RecordsIr, 'kind'>>): JobDeclaration => ({ ir: { ...records, ...changes } })
const below = (changes: Partial<Output>): JobDeclaration =>
  ofRecords({ outputs: { below: { ...records.outputs.below!, ...changes } } })

const { functions } = step
const ofStep = (changes: Partial<Omit<StepIr, 'kind'>>): JobDeclaration => ({
  ir: { ...stepIr, ...changes },
  functions: functions!,
})
const written = stepIr.writes['inventory.anomaly']!
const writes = (changes: StepIr['writes'][string]): JobDeclaration =>
  ofStep({ writes: { 'inventory.anomaly': { ...written, ...changes } } })
const without = (name: string): StepIr['writes'][string] =>
  Object.fromEntries(Object.entries(written).filter(([key]) => key !== name))

const { perRecord: _, ...forNoRecord } = records.outputs.below!
const { version: __, ...noVersion } = running.outputs.inventory!

const scored = (reads: Record<string, Expr>): JobDeclaration => {
  const declaration = job('scored')
    .inputs({ order: 'order.created' })
    .keyBy('customer_id')
    .window(tumbling(minutes(2), { outOfOrderness: seconds(30) }))
    .measures(() => ({}))
    .score(custom({ name: 'own', reads: () => ({}), threshold: '1', score: () => ({ value: '1', reasons: [] }) }))
    .outputs(({ window, score }) => ({
      features: perWindow()
        .upsert('feature.customer', {
          customer_id: window.key,
          revision: 1,
          orders: 0,
          ordered_amount: score.value,
          payments: 0,
          paid_amount: decimal('0.00'),
          payment_methods: 0,
          carts: 0,
          window_start: window.start,
          window_end: window.end,
        })
        .version(score.value as never),
    }))
  const score = { kind: 'custom', name: 'own', reads, threshold: '1', scale: 2 } as const
  const { features } = declaration.ir.outputs
  const version: Expr = { op: 'literal', type: 'int', value: 1 }
  return { ...declaration, ir: { ...declaration.ir, score, outputs: { features: { ...features!, version } } } }
}

// biome-ignore format: one row a case
const cases: [mistake: string, declaration: JobDeclaration, rule: string, message: string][] = [
  ['running: an input without event time',       ofRunning({ inputs: { ...running.inputs, line: 'inventory.dead_letter' } }),     'job-no-event-time',      'names no eventTime, which state.time is'],
  ['running: a key that an input does not have', ofRunning({ keyBy: 'skuu' }),                                                    'job-unknown-field',      'did you mean "sku"?'],
  ['running: inputs keyed by something else',    ofRunning({ inputs: { ...running.inputs, line: 'order.created' } }),             'job-unknown-field',      'input "line" has no field "sku"'],
  ['running: a window',                          inventoryField('as_of', ref('window', 'end')),                                   'job-type',               'a running job has no windows: use state.key and state.time'],
  ['running: a match',                           inventoryField('on_hand', ref('match', 'orders')),                               'job-type',               'a running job has no match'],
  ['running: a score',                           inventoryField('on_hand', ref('score', 'value')),                                'job-type',               'a running job has no score'],
  ['running: a name the state does not have',    inventoryField('revision', ref('state', 'revisions')),                           'job-type',               'state has no "revisions" (did you mean "revision"?)'],
  ['running: a record in an output per update',  inventoryField('as_of', field('movement', 'occurred_at')),                       'job-out-of-scope',       'an output per update cannot use movement.occurred_at'],
  ['running: an upsert without a version',       ofRunning({ outputs: { inventory: noVersion } }),                                'job-no-version',         'an upsert needs a version'],
  ['running: a version that is no number',       inventory({ version: ref('state', 'key') }),                                     'job-type',               'version: is string'],
  ['running: a version that may be null',        inventory({ version: ref('measure', 'held') }),                                  'job-type',               'version: is a nullable int53'],
  ['records: a contract that is not there',      ofRecords({ inputs: { movement: 'inventory.event' } }),                          'job-unknown-contract',   'did you mean "inventory.events"?'],
  ['records: an output for no record',           ofRecords({ outputs: { below: forNoRecord } }),                                  'job-out-of-scope',       'a record-by-record job writes per record'],
  ['records: a measure',                         below({ when: { op: 'gt', args: [ref('measure', 'n'), { op: 'literal', type: 'int', value: 1 }] } }), 'job-type', 'a record-by-record job has no measures: use fields of the record'],
  ['records: the state of a key',                below({ when: { op: 'gt', args: [ref('state', 'revision'), { op: 'literal', type: 'int', value: 1 }] } }), 'job-type', 'a record-by-record job has no state'],
  ['step: reading an input that is not there',   ofStep({ reads: { ...stepIr.reads, lines: [] } }),                               'job-unknown-input',      'did you mean "line"?'],
  ['step: reading a field that is not there',    ofStep({ reads: { ...stepIr.reads, line: ['quantity', 'statu'] } }),             'job-unknown-field',      'did you mean "status"?'],
  ['step: a source it does not read',            writes({ sku: ['movement.sku'] }),                                               'job-unknown-field',      '"movement.sku" is not among what the step reads'],
  ['step: a source that is misspelt',            writes({ quantity: ['movement.quantty'] }),                                      'job-unknown-field',      'did you mean "movement.quantity"?'],
  ['step: a field the contract does not have',   writes({ quantities: [] }),                                                      'job-unknown-field',      'did you mean "quantity"?'],
  ['step: a field whose lineage is missing',     ofStep({ writes: { 'inventory.anomaly': without('kind') } }),                    'job-missing-field',      'the lineage of "kind" is missing'],
  ['step: a topic that is not there',            ofStep({ writes: { 'inventory.anomly': written } }),                             'job-unknown-contract',   'did you mean "inventory.anomaly"?'],
  ['step: writing what it reads',                ofStep({ writes: { 'inventory.events': written } }),                             'job-output-is-input',    'the job reads it too'],
  ['step: no code, as from JSON',                { ir: stepIr },                                                                  'job-no-function',        'the step has no code'],
  ['custom score: no code, as from JSON',        { ir: scored({}).ir },                                                           'job-no-function',        'score "own": its function is not here'],
  ['custom score: reading what is not there',    scored({ orders: ref('measure', 'orders') }),                                    'job-type',               'measures has no "orders"'],
  ['custom score: reading a record per window',  scored({ amount: field('order', 'total_amount') }),                              'job-out-of-scope',       'an output per window cannot use order.total_amount'],
]

describe('a job that does not fit its contracts is refused for', () => {
  test.for(cases)('%s', ([, declaration, rule, message]) => {
    const { job, findings } = resolve(declaration)
    expect(job).toBeUndefined()
    expect(findings.map((finding) => finding.rule)).toContain(rule)
    expect(findings.map((finding) => finding.message).join('\n')).toContain(message)
  })
})

test.for([inventoryAggregator, negatives, step, scored({})])('what is changed above fits: $ir.name', (declaration) => {
  expect(resolve(declaration).findings).toEqual([])
})

test('declarations are plain JSON beside their functions', () => {
  for (const { ir } of [inventoryAggregator, negatives, step, scored({})])
    expect(JSON.parse(JSON.stringify(ir))).toEqual(ir)
})

test('each input is read for the fields its job needs only: key, time and id of a record, and what is named', () => {
  const fields = (declaration: JobDeclaration) =>
    resolve(declaration).job!.inputs.map((input) => [input.alias, ...input.fields])
  expect(fields(negatives)).toEqual([['movement', 'event_id', 'sku', 'quantity', 'occurred_at']])
  expect(fields(step)).toEqual([
    ['movement', 'event_id', 'sku', 'quantity', 'occurred_at'],
    ['line', 'event_id', 'sku', 'quantity', 'changed_at'],
  ])
})

// biome-ignore format: one row a case
const options: [what: string, options: { ttl?: number; remember: number }, message: string][] = [
  ['no time to remember',             { remember: 0 },                'running: remember is 0'],
  ['half a millisecond',              { remember: 0.5 },              'running: remember is 0.5'],
  ['a TTL below zero',                { remember: 1, ttl: -1 },       'running: ttl is -1'],
  ['ids that outlive the state',      { remember: 1000, ttl: 999 },   'running: ids are remembered for 1000 ms, the state for 999 ms'],
]

test.for(options)('a running job is refused where it is declared for %s', ([, options, message]) => {
  const declare = () => job('refused').inputs({ movement: 'inventory.events' }).keyBy('sku').running(options)
  expect(declare).toThrow(message)
})
