import { isMap, isScalar, isSeq, type Pair } from 'yaml'
import { didYouMean } from '../../kernel/suggest.ts'
import type { CallExpr, Expr } from '../expr/ir.ts'
import {
  dateLiteral,
  decimalLiteral,
  doubleLiteral,
  literalOf,
  longLiteral,
  timestampLiteral,
} from '../expr/literals.ts'
import { operators } from '../expr/operators/index.ts'
import { setSite } from '../expr/site.ts'
import { parseReference } from './reference.ts'
import type { Source } from './source.ts'

/** Literals that need a word: `{ timestamp: '2017-03-08T12:00:00Z' }`. */
const CONSTANTS: Readonly<Record<string, (text: string) => Expr>> = {
  decimal: decimalLiteral,
  double: (text) => doubleLiteral(Number(text)),
  float: (text) => doubleLiteral(Number(text), 'float'),
  long: (text) => longLiteral(BigInt(text)),
  timestamp: timestampLiteral,
  date: dateLiteral,
}

/**
 * A condition or value: `{ gt: [$match.payments, 0] }`, with the operator's options beside it:
 * `{ div: [$match.paid, $order.total_amount], scale: 4, rounding: half-up }`. `$a.b` is a reference, `$$` a dollar sign.
 */
export function parseCondition(node: unknown, from: Source): Expr {
  if (isScalar(node)) return setSite(parseScalar(node, from), from.place(node))
  if (isMap(node)) return setSite(parseCall(node.items as readonly Pair[], node, from), from.place(node))
  throw from.problem(node, 'a condition must be an operator or a value', 'write e.g. { gt: [$match.payments, 0] }')
}

function parseScalar(node: { readonly value: unknown; readonly source?: string }, from: Source): Expr {
  const { value } = node
  if (typeof value === 'string') {
    if (value.startsWith('$$')) return literalOf(value.slice(1))
    return value.startsWith('$') ? parseReference(value, node, from) : literalOf(value)
  }
  if (value === null || typeof value === 'boolean') return literalOf(value)
  const text = node.source ?? String(value)
  if (/^[-+]?\d+$/.test(text)) return integer(BigInt(text))
  if (/^-?\d+\.\d+$/.test(text)) return decimalLiteral(text)
  throw from.problem(node, `${text} is no plain number`, 'write its digits, or { double: … }')
}

const integer = (value: bigint): Expr =>
  Number.isSafeInteger(Number(value)) ? literalOf(Number(value)) : longLiteral(value)

function parseCall(pairs: readonly Pair[], node: unknown, from: Source): Expr {
  const [head, ...rest] = pairs
  const op = keyOf(head)
  if (head === undefined || op === undefined) throw from.problem(node, 'an empty condition', 'name an operator')
  if (Object.hasOwn(CONSTANTS, op)) return constant(op, head, rest, from)
  if (!Object.hasOwn(operators, op)) {
    const known = [...Object.keys(operators), ...Object.keys(CONSTANTS)]
    throw from.problem(head.key, `unknown operator "${op}"${didYouMean(op, known)}`, `use one of ${known.join(', ')}`)
  }
  const items = isSeq(head.value) ? head.value.items : [head.value]
  const args = items.map((item) => parseCondition(item, from))
  const options = parseOptions(op, rest, from)
  const call: CallExpr = options === undefined ? { op, args } : { op, args, options }
  return call
}

function constant(name: string, head: Pair, rest: readonly Pair[], from: Source): Expr {
  const { value } = head
  if (!isScalar(value) || rest.length > 0) throw from.problem(head.key, `${name} takes one value`)
  const text = typeof value.value === 'string' ? value.value : (value.source ?? String(value.value))
  try {
    return CONSTANTS[name]!(text)
  } catch {
    throw from.problem(value, `"${text}" is no ${name}`)
  }
}

function parseOptions(op: string, pairs: readonly Pair[], from: Source): CallExpr['options'] | undefined {
  if (pairs.length === 0) return undefined
  const known = operators[op]!.options ?? []
  return Object.fromEntries(
    pairs.map((pair) => {
      const name = keyOf(pair) ?? ''
      const { value } = pair
      if (!known.includes(name))
        throw from.problem(
          pair.key,
          `${op} has no option "${name}"${didYouMean(name, known)}`,
          known.length === 0 ? 'one operator a mapping: nest others in its list' : `its options: ${known.join(', ')}`,
        )
      if (!isScalar(value) || !['string', 'number', 'boolean'].includes(typeof value.value))
        throw from.problem(value, `option ${name} must be one value`)
      return [name, value.value as string | number | boolean]
    }),
  )
}

const keyOf = (pair: Pair | undefined): string | undefined =>
  pair !== undefined && isScalar(pair.key) ? String(pair.key.value) : undefined
