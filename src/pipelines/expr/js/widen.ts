import type { Type } from '../../../kernel/value-type.ts'
import { type ExprType, isExact } from '../types.ts'
import type { CodeBlock } from './code-block.ts'
import { convertExact } from './exact.ts'

/** The text as a name or literal, so that repeating it costs nothing. */
export function atom(text: string, out: CodeBlock): string {
  if (/^(?:[A-Za-z_$][\w$]*|\d[\w.+-]*|\(-[\w.+-]+\)|"(?:[^"\\]|\\.)*")$/.test(text)) return text
  const name = out.name()
  out.line(`const ${name} = ${text}`)
  return name
}

/** Implicit, exact widening (int → int53 → long → decimal); null stays null. */
export function widenJs(text: string, from: ExprType, to: Type, out: CodeBlock): string {
  if (from.kind === 'null' || !isExact(from) || !isExact(to)) return text
  const probe = out.scratch()
  if (convertExact('x', from, to, 'widen', probe) === 'x') return text
  const value = atom(text, out)
  const widened = convertExact(value, from, to, 'widen', out)
  return from.nullable ? `(${value} === null ? null : ${widened})` : widened
}
