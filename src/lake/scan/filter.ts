import { DqError } from '../../kernel/errors.ts'

export const COMPARISONS = ['=', '<>', '<', '<=', '>', '>='] as const
export type Comparison = (typeof COMPARISONS)[number]

/** As it was written: what it means follows from the column's type. */
export interface Literal {
  readonly kind: 'text' | 'word'
  readonly text: string
}

/** Which rows are wanted, as SQL means it: a row for which it is unknown is not. There is no NOT around a condition. */
export type Filter =
  | {
      readonly kind: 'compare'
      readonly column: string
      readonly comparison: Comparison
      readonly values: readonly [Literal]
    }
  | { readonly kind: 'in'; readonly column: string; readonly values: readonly Literal[] }
  | { readonly kind: 'null'; readonly column: string; readonly isNull: boolean }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }

/** The rows whose column has one of these values, as a person would write them. */
export const whereIn = (column: string, values: readonly string[]): Filter => ({
  kind: 'in',
  column,
  values: values.map((text) => ({ kind: 'text', text })),
})

const TOKEN = /\s*(?:('(?:[^']|'')*')|("(?:[^"]|"")*")|(<>|!=|<=|>=|[=<>(),])|([^\s'"=<>!(),]+))/y

interface Token {
  readonly kind: 'text' | 'quoted' | 'sign' | 'word'
  readonly text: string
}

/** Reads `region = 'br' and (amount >= 10 or note is null) and day in ('2026-11-01', '2026-11-02')`; throws a DqError that says where it stops. */
export function parseFilter(text: string): Filter {
  const tokens = tokensOf(text)
  let at = 0
  const refuse = (wanted: string): never => {
    const found = tokens[at]
    throw new DqError(
      `"${text}" is no filter: ${wanted} is missing ${found ? `before "${found.text}"` : 'at its end'}`,
      {
        hint: "a column, one of = <> < <= > >= in is, a value in single quotes; and, or, brackets: region = 'br' and amount >= 10",
      },
    )
  }
  const isWord = (word: string): boolean => tokens[at]?.kind === 'word' && tokens[at]?.text.toLowerCase() === word
  const isSign = (sign: string): boolean => tokens[at]?.kind === 'sign' && tokens[at]?.text === sign
  const sign = (wanted: string): void => {
    if (!isSign(wanted)) refuse(`"${wanted}"`)
    at++
  }
  const literal = (): Literal => {
    const token = tokens[at] ?? refuse('a value')
    if (token.kind !== 'text' && token.kind !== 'word') return refuse('a value')
    at++
    return { kind: token.kind, text: token.text }
  }
  const chain = (kind: 'and' | 'or', part: () => Filter): Filter => {
    const parts = [part()]
    while (isWord(kind)) {
      at++
      parts.push(part())
    }
    return parts.length === 1 ? parts[0]! : { kind, parts }
  }
  const either = (): Filter => chain('or', () => chain('and', condition))
  const condition = (): Filter => {
    if (isSign('(')) {
      at++
      const inner = either()
      sign(')')
      return inner
    }
    const token = tokens[at] ?? refuse('a column')
    if (token.kind !== 'word' && token.kind !== 'quoted') return refuse('a column')
    at++
    return about(token.text)
  }
  const about = (column: string): Filter => {
    if (isWord('is')) {
      at++
      const isNull = !isWord('not')
      if (!isNull) at++
      if (!isWord('null')) refuse('null')
      at++
      return { kind: 'null', column, isNull }
    }
    if (isWord('in')) {
      at++
      sign('(')
      const values = [literal()]
      while (isSign(',')) {
        at++
        values.push(literal())
      }
      sign(')')
      return { kind: 'in', column, values }
    }
    const written = tokens[at]?.text === '!=' ? '<>' : tokens[at]?.text
    const comparison = COMPARISONS.find((one) => one === written) ?? refuse('a comparison')
    at++
    return { kind: 'compare', column, comparison, values: [literal()] }
  }
  const filter = either()
  return at === tokens.length ? filter : refuse('"and" or "or"')
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const start = TOKEN.lastIndex
    const [, string, quoted, sign, word] = TOKEN.exec(text) ?? []
    if (string !== undefined) tokens.push({ kind: 'text', text: string.slice(1, -1).replaceAll("''", "'") })
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted.slice(1, -1).replaceAll('""', '"') })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word })
    else
      throw new DqError(`"${text}" is no filter: it cannot be read from "${text.slice(start).trim()}" on`, {
        hint: "values stand in single quotes, and a quote inside is doubled: name = 'O''Neil'",
      })
  }
  return tokens
}
