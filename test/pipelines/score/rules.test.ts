import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DqError } from '../../../src/kernel/errors.ts'
import { formatPlace } from '../../../src/kernel/finding.ts'
import type { Expr, RefExpr } from '../../../src/pipelines/expr/ir.ts'
import { compileExpr } from '../../../src/pipelines/expr/js/compile.ts'
import { siteOf } from '../../../src/pipelines/expr/site.ts'
import { parseType, typeText } from '../../../src/pipelines/expr/type-text.ts'
import { typeOf } from '../../../src/pipelines/expr/typing.ts'
import { parseRules } from '../../../src/pipelines/score/rules.ts'

const types: Record<string, string> = {
  'order.total_amount': 'decimal(12,2)',
  'match.payments': 'int53',
  'match.paid': 'decimal(15,2)?',
  'measures.orders': 'int53',
  'measures.methods': 'int53',
  'measures.carts': 'int53',
  'measures.smallest_payment': 'decimal(12,2)?',
  'values.cart_to_order_seconds': 'int53?',
}
const nameOf = (ref: RefExpr): string =>
  ref.of === 'field' ? `${ref.input}.${ref.name}` : `${ref.of === 'match' ? 'match' : `${ref.of}s`}.${ref.name}`
const scope = {
  ref: (ref: RefExpr) => {
    const type = types[nameOf(ref)]
    return type === undefined ? { message: `no ${nameOf(ref)}` } : parseType(type)!
  },
}

const file = 'src/pipelines/jobs/fraud-rules.yaml'
const fraud = parseRules(readFileSync(file, 'utf8'), file)

/** Values by reference; decimals as unscaled cents. */
type Facts = Record<string, number | null>

const calm: Facts = {
  'order.total_amount': 50_00,
  'match.payments': 1,
  'match.paid': 50_00,
  'measures.orders': 1,
  'measures.methods': 1,
  'measures.carts': 1,
  'measures.smallest_payment': 50_00,
  'values.cart_to_order_seconds': 60,
}

function evaluate(expr: Expr, facts: Facts): unknown {
  const refs = Object.keys(types).map((name): RefExpr => {
    const [root, field] = name.split('.') as [string, string]
    if (root === 'order') return { op: 'ref', of: 'field', input: root, name: field }
    return { op: 'ref', of: root.replace(/s$/, '') as 'measure', name: field }
  })
  return compileExpr(
    expr,
    refs.map((ref) => ({ ref, type: parseType(types[nameOf(ref)]!)! })),
  )(...Object.keys(types).map((name) => facts[name]))
}

// The score in hundredths, added up by hand from the table of rules.
// biome-ignore format: one row a case
const cases: [what: string, facts: Facts, score: number, reasons: string[]][] = [
  ['nothing unusual',                  {},                                                                        0, []],
  ['paid less than the total',         { 'match.paid': 49_99 },                                                  40, ['underpaid']],
  ['paid more than the total',         { 'match.paid': 50_01 },                                                 25, ['overpaid']],
  ['no payment of a small order',      { 'match.payments': 0, 'match.paid': null },                               0, []],
  ['no payment of an order of 99.99',  { 'match.payments': 0, 'match.paid': null, 'order.total_amount': 99_99 }, 0, []],
  ['no payment of an order of 100.00', { 'match.payments': 0, 'match.paid': null, 'order.total_amount': 100_00 }, 30, ['unpaid-high-value']],
  ['two orders',                       { 'measures.orders': 2 },                                                  0, []],
  ['three orders',                     { 'measures.orders': 3 },                                                 45, ['many-orders']],
  ['three methods',                    { 'measures.methods': 3 },                                                35, ['many-methods']],
  ['four payments',                    { 'match.payments': 4 },                                                  30, ['split-payment']],
  ['no cart, a small order',           { 'measures.carts': 0, 'values.cart_to_order_seconds': null },             0, []],
  ['no cart, an order of 100.00',      { 'measures.carts': 0, 'values.cart_to_order_seconds': null, 'order.total_amount': 100_00, 'match.paid': 100_00 }, 30, ['no-cart']],
  ['checkout at once',                 { 'values.cart_to_order_seconds': 0 },                                    35, ['rapid-checkout']],
  ['checkout after 4 s',               { 'values.cart_to_order_seconds': 4 },                                    35, ['rapid-checkout']],
  ['checkout after 5 s',               { 'values.cart_to_order_seconds': 5 },                                     0, []],
  ['the order before the cart',        { 'values.cart_to_order_seconds': -1 },                                    0, []],
  ['ten carts',                        { 'measures.carts': 10 },                                                 30, ['cart-burst']],
  ['a negative order',                 { 'order.total_amount': -1, 'match.paid': -1 },                           70, ['negative-amount']],
  ['a negative payment',               { 'measures.smallest_payment': -1 },                                      70, ['negative-amount']],
  ['no payments at all: unknown does not fire', { 'match.payments': 0, 'match.paid': null, 'measures.smallest_payment': null }, 0, []],
  ['several, in the order of the file', { 'match.paid': 49_99, 'measures.orders': 3 },                           85, ['underpaid', 'many-orders']],
  ['more than the maximum',            { 'match.paid': 49_99, 'measures.orders': 3, 'measures.methods': 3, 'measures.carts': 10 }, 100, ['underpaid', 'many-orders', 'many-methods', 'cart-burst']],
]

test.for(cases)('%s: %j scores %i', ([, changed, score, reasons]) => {
  const facts = { ...calm, ...changed }
  const typing = typeOf(fraud.value, scope)
  // Ten weights of two digits, added in pairs: four digits more.
  expect(typing.kind === 'typed' && typeText(typing.type)).toBe('decimal(6,2)')
  expect({ score: evaluate(fraud.value, facts), reasons: evaluate(fraud.reasons, facts) }).toEqual({ score, reasons })
})

test('the ten rules of the fraud score are all there, each with a row that fires it', () => {
  expect(fraud.rules).toHaveLength(10)
  const fired = new Set(cases.flatMap(([, , , reasons]) => reasons))
  expect(fraud.rules.map(({ name }) => name).filter((name) => !fired.has(name))).toEqual([])
  expect(fraud.threshold).toEqual({ op: 'literal', type: 'decimal', value: '0.60' })
})

const head = 'version: 1\nthreshold: 0.60\nmaximum: 1.00\nrules:\n'
const rule = (when: string, more = ''): string =>
  `${head}  - name: a-rule\n    why: because\n    weight: 0.40\n    when: ${when}\n${more}`

// biome-ignore format: one row a case
test.for<[what: string, text: string, message: string, at: string]>([
  ['broken YAML',            'version: [1',                                     'Flow sequence', 'rules.yaml:1:'],
  ['another version',        `${head.replace('1\n', '2\n')}  []`,               'version must be 1', 'rules.yaml:1:10'],
  ['no rules',               `${head}  []`,                                     'rules must be a list of at least one rule', 'rules.yaml:5:3'],
  ['a misspelt key',         `${head.replace('threshold', 'treshold')}  []`,    'has no "treshold" (did you mean "threshold"?)', 'rules.yaml:2:1'],
  ['a missing key',          `${head}  - name: a-rule\n    why: x\n    when: true`, 'a rule lacks "weight"', 'rules.yaml:5:5'],
  ['a negative weight',      rule('true').replace('0.40', '-0.40'),             'weight of a-rule must be a decimal of 0 or more', 'rules.yaml:7:13'],
  ['an exponent',            rule('true').replace('0.40', '4e-1'),              'not 4e-1', 'rules.yaml:7:13'],
  ['a misspelt operator',    rule('{ gtt: [$match.paid, 1] }'),                 'unknown operator "gtt" (did you mean "gt"?)', 'rules.yaml:8:13'],
  ['an unknown option',      rule('{ gt: [$match.paid, 1], scale: 2 }'),        'gt has no option "scale"', 'rules.yaml:8:35'],
  ['half a reference',       rule('{ gt: [$paid, 1] }'),                        '"$paid" is no reference', 'rules.yaml:8:18'],
  ['the score itself',       rule('{ gt: [$score.value, 1] }'),                 'cannot use the score', 'rules.yaml:8:18'],
  ['no such bound',          rule('{ isNull: $window.strat }'),                 'window has no "strat" (did you mean "start"?)', 'rules.yaml:8:21'],
  ['a number in floating point', rule('{ gt: [$match.paid, 1e3] }'),            '1e3 is no plain number', 'rules.yaml:8:31'],
  ['a bad timestamp',        rule('{ timestamp: yesterday }'),                  '"yesterday" is no timestamp', 'rules.yaml:8:24'],
  ['two rules of one name',  rule('true', '  - { name: a-rule, why: x, weight: 0.1, when: true }'), 'two rules are called "a-rule"', 'rules.yaml:9:5'],
  ['a name in capitals',     rule('true').replace('a-rule', 'A rule'),          '"A rule" is no rule name', 'rules.yaml:5:11'],
])('%s is an error with its place', ([, text, message, at]) => {
  let error: unknown
  try {
    parseRules(text, 'rules.yaml')
  } catch (thrown) {
    error = thrown
  }
  expect(error).toBeInstanceOf(DqError)
  const found = error as DqError
  expect(found.message).toContain(message)
  expect(found.at && formatPlace(found.at)).toMatch(new RegExp(`^${at.replaceAll('.', '[.]')}`))
})

// biome-ignore format: one row a case
test.for<[text: string, expr: unknown]>([
  ['0.40',                          { op: 'literal', type: 'decimal', value: '0.40' }],
  ['-3',                            { op: 'literal', type: 'int', value: -3 }],
  ['5000000000',                    { op: 'literal', type: 'long', value: '5000000000' }],
  ['9007199254740993',              { op: 'literal', type: 'long', value: '9007199254740993' }],
  ['true',                          { op: 'literal', type: 'boolean', value: true }],
  ['null',                          { op: 'literal', type: 'null' }],
  ['boleto',                        { op: 'literal', type: 'string', value: 'boleto' }],
  ["'0.40'",                        { op: 'literal', type: 'string', value: '0.40' }],
  ['$$5',                           { op: 'literal', type: 'string', value: '$5' }],
  ['{ double: 0.5 }',               { op: 'literal', type: 'double', value: 0.5 }],
  ['{ decimal: 7 }',                { op: 'literal', type: 'decimal', value: '7' }],
  ['{ long: 7 }',                   { op: 'literal', type: 'long', value: '7' }],
  ["{ timestamp: '2017-03-08T12:00:00Z' }", { op: 'literal', type: 'timestamp', value: '2017-03-08T12:00:00Z' }],
  ['$window.end',                   { op: 'ref', of: 'window', name: 'end' }],
  ['$values.paid_ratio',            { op: 'ref', of: 'value', name: 'paid_ratio' }],
  ['$measures.orders',              { op: 'ref', of: 'measure', name: 'orders' }],
  ['$match.paid',                   { op: 'ref', of: 'match', name: 'paid' }],
  ['$order.region',                 { op: 'ref', of: 'field', input: 'order', name: 'region' }],
  ['{ isNull: $match.paid }',       { op: 'isNull', args: [{ op: 'ref', of: 'match', name: 'paid' }] }],
  ['{ cast: $match.paid, to: "decimal(9,1)" }', { op: 'cast', args: [{ op: 'ref', of: 'match', name: 'paid' }], options: { to: 'decimal(9,1)' } }],
])('%s is read as %j', ([text, expr]) => {
  expect(parseRules(rule(text), 'rules.yaml').rules[0]!.when).toEqual(expr)
})

test('a type problem found later is named by line and column of the rules file', () => {
  const { value } = parseRules(rule('{ gt: [$order.total_amount, much] }'), 'rules.yaml')
  const typing = typeOf(value, scope)
  if (typing.kind !== 'problems') throw new Error('no problem found')
  const [problem] = typing.problems
  expect(problem!.message).toBe('gt: decimal(12,2) and string do not go together')
  expect(siteOf(problem!.expr)).toEqual({ file: 'rules.yaml', line: 8, column: 11 })
})
