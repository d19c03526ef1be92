import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Expr, LiteralExpr } from '../expr/ir.ts'
import { decimalLiteral } from '../expr/literals.ts'
import { setSite } from '../expr/site.ts'
import { parseCondition } from './condition.ts'
import { scoreExpr } from './score.ts'
import { type Source, source } from './source.ts'

/** One named, weighted rule: it fires when its condition is true; unknown (null) does not fire. */
export interface Rule {
  readonly name: string
  /** One sentence for people who look at an alert. */
  readonly why: string
  readonly when: Expr
  /** Decimal text, as written. */
  readonly weight: string
}

/** A rules file, and the expressions it comes down to. */
export interface Ruleset {
  readonly rules: readonly Rule[]
  /** Decimal: the sum of the weights of the rules that fire, at most `maximum`. */
  readonly value: Expr
  /** Names of the rules that fire, in the order of the file. */
  readonly reasons: Expr
  readonly threshold: Expr
}

/**
 * Reads a rules file (YAML: version, threshold, maximum, rules). Conditions are operators over `$order.total_amount` and the like;
 * numbers keep their text, so 0.40 is an exact decimal.
 * @throws DqError with file, line and column for the first thing that is wrong.
 */
export function parseRules(text: string, file: string): Ruleset {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const from = source(file, lines)
  const broken = document.errors[0]
  if (broken !== undefined) throw from.problem(broken.pos[0], broken.message.split('\n')[0]!.replace(/ at line.*$/, ''))
  const top = fields(document.contents, from, ['version', 'threshold', 'maximum', 'rules'], 'the rules file')
  if (scalar(top.get('version'), from, 'version') !== '1') throw from.problem(top.get('version'), 'version must be 1')
  const threshold = literal(top.get('threshold'), from, 'threshold')
  const maximum = literal(top.get('maximum'), from, 'maximum')
  const list = top.get('rules')
  if (!isSeq(list) || list.items.length === 0) throw from.problem(list, 'rules must be a list of at least one rule')
  const rules = list.items.map((item) => parseRule(item, from))
  rules.forEach((rule, index) => {
    if (rules.findIndex((other) => other.name === rule.name) !== index)
      throw from.problem(list.items[index], `two rules are called "${rule.name}"`, 'give each its own name')
  })
  return { rules, threshold, ...scoreExpr(rules, maximum) }
}

function parseRule(node: unknown, from: Source): Rule {
  const rule = fields(node, from, ['name', 'why', 'weight', 'when'], 'a rule')
  const name = scalar(rule.get('name'), from, 'name')
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw from.problem(rule.get('name'), `"${name}" is no rule name`, 'use lower-case words with hyphens, e.g. no-cart')
  const weight = literal(rule.get('weight'), from, `weight of ${name}`)
  return {
    name,
    why: scalar(rule.get('why'), from, `why of ${name}`),
    when: parseCondition(rule.get('when'), from),
    weight: 'value' in weight ? String(weight.value) : '',
  }
}

/** The fields of a mapping, all of them wanted and no others. */
function fields(node: unknown, from: Source, names: readonly string[], what: string): ReadonlyMap<string, unknown> {
  if (!isMap(node)) throw from.problem(node, `${what} must be a mapping of ${names.join(', ')}`)
  const found = new Map((node as YAMLMap).items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]))
  for (const [name, pair] of found) {
    if (!names.includes(name))
      throw from.problem(pair.key, `${what} has no "${name}"${didYouMean(name, names)}`, `known: ${names.join(', ')}`)
  }
  const missing = names.find((name) => !found.has(name))
  if (missing !== undefined) throw from.problem(node, `${what} lacks "${missing}"`, `add ${missing}`)
  return new Map([...found].map(([name, pair]) => [name, pair.value]))
}

/** The text of a scalar, exactly as it stands in the file. */
function scalar(node: unknown, from: Source, what: string): string {
  if (!isScalar(node) || node.value === null) throw from.problem(node, `${what} must be one value`)
  return (typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))).trim()
}

function literal(node: unknown, from: Source, what: string): LiteralExpr {
  const text = scalar(node, from, what)
  if (!/^\d+(\.\d+)?$/.test(text))
    throw from.problem(node, `${what} must be a decimal of 0 or more, e.g. 0.40, not ${text}`)
  return setSite(decimalLiteral(text), from.place(node))
}
