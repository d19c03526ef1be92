import { didYouMean } from '../../../kernel/suggest.ts'
import { type SqlSource, sqlFailure } from '../source.ts'
import { type Token, tokensOf } from './lex.ts'
import { KEYWORDS, RESERVED } from './words.ts'

/** Reads a text token by token. Words are compared without regard to case; a quoted name is never a keyword. */
export interface Cursor {
  readonly source: SqlSource
  /** The token at hand, or one further on. */
  peek(ahead?: number): Token
  next(): Token
  /** Whether these keywords or symbols come next, in this order. */
  is(...words: readonly string[]): boolean
  /** Takes them if they come next. */
  take(...words: readonly string[]): boolean
  /** Takes them, or fails. */
  need(...words: readonly string[]): Token
  /** A name: quoted, or a word that is not reserved. */
  name(what: string): string
  /** Whether a name comes next. */
  isName(): boolean
  fail(token: Token, message: string, hint?: string): Error
}

export function cursorOf(source: SqlSource): Cursor {
  const tokens = tokensOf(source)
  let index = 0
  const peek = (ahead = 0): Token => tokens[Math.min(index + ahead, tokens.length - 1)]!
  const next = (): Token => {
    const token = peek()
    index++
    return token
  }
  const is = (...words: readonly string[]): boolean =>
    words.every((word, i) => {
      const { kind, text } = peek(i)
      return (kind === 'word' || kind === 'symbol') && text.toUpperCase() === word
    })
  const take = (...words: readonly string[]): boolean => {
    if (!is(...words)) return false
    index += words.length
    return true
  }
  const fail = ({ at }: Token, message: string, hint?: string): Error => sqlFailure(source, at, message, hint)
  const isName = (): boolean => {
    const { kind, text } = peek()
    return kind === 'quoted' || (kind === 'word' && !RESERVED.has(text.toUpperCase()))
  }
  return {
    source,
    peek,
    next,
    is,
    take,
    need(...words) {
      const token = peek()
      if (take(...words)) return token
      const meant = token.kind === 'word' && words.length === 1 ? didYouMean(token.text, KEYWORDS) : ''
      throw fail(token, `expected ${words.join(' ')}, found ${shown(token)}${meant}`)
    },
    name(what) {
      const token = peek()
      if (isName()) return next().text
      const quote = token.kind === 'word' ? `quote it: "${token.text}"` : undefined
      throw fail(token, `expected ${what}, found ${shown(token)}`, quote)
    },
    isName,
    fail,
  }
}

/** A token as messages name it. */
export const shown = ({ kind, text }: Token): string => (kind === 'end' ? 'the end' : `"${text}"`)
