import { didYouMean } from '../../../kernel/suggest.ts'
import { MAX_PRECISION, type ScalarKind, type Type } from '../../../kernel/value-type.ts'
import type { Parser } from './parser.ts'

const NAMES: Readonly<Record<string, ScalarKind>> = {
  boolean: 'boolean',
  int: 'int',
  integer: 'int',
  bigint: 'long',
  long: 'long',
  real: 'float',
  double: 'double',
  varchar: 'string',
  string: 'string',
  date: 'date',
  timestamp: 'timestamp',
}

/** The type of a CAST, as any of the engines spells it: `decimal(15, 2)`, `bigint`, `varchar` and `string`. */
export function parseSqlType(p: Parser): Type {
  const token = p.next()
  const name = token.text.toLowerCase()
  if (name === 'decimal' || name === 'numeric') {
    const digits = p.is('(') ? /^\((\d{1,2}),(\d{1,2})\)$/.exec(parenthesis(p)) : null
    const [precision, scale] = [Number(digits?.[1]), Number(digits?.[2])]
    if (digits === null || precision < 1 || precision > MAX_PRECISION || scale > precision)
      throw p.fail(token, 'a decimal has digits and scale', `write decimal(15, 2); at most ${MAX_PRECISION} digits`)
    return { kind: 'decimal', precision, scale, nullable: false }
  }
  const kind = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined
  if (token.kind !== 'word' || kind === undefined)
    throw p.fail(token, `unknown type "${token.text}"${didYouMean(name, [...Object.keys(NAMES), 'decimal'])}`, hint)
  if (name === 'double') p.take('PRECISION')
  if (p.is('(')) throw p.fail(p.peek(), `${name} takes no size here`, 'lengths and precisions differ between engines')
  return { kind, nullable: false }
}

const hint = `types: ${Object.keys(NAMES).join(', ')}, decimal(p, s)`

/** `(15,2)` as one text. */
function parenthesis(p: Parser): string {
  let text = ''
  do text += p.peek().text
  while (p.peek().kind !== 'end' && p.next().text !== ')')
  return text
}
