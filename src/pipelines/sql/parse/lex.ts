import { type SqlSource, sqlFailure } from '../source.ts'

/** A word of SQL; `text` is what it says: without quotes, as it is written. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'number' | 'string' | 'parameter' | 'symbol' | 'end'
  readonly text: string
  readonly at: number
}

const PIECES =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(?<word>[A-Za-z_][A-Za-z0-9_]*)|'(?<string>(?:[^']|'')*)'|"(?<quoted>(?:[^"]|"")+)"|(?<!:):(?<parameter>[A-Za-z_][A-Za-z0-9_]*)|(?<symbol><>|!=|<=|>=|\|\||[-+*/%=<>(),.;])/y

/** The tokens of a text, ended by one of kind `end`; comments are left out. */
export function tokensOf(source: SqlSource): readonly Token[] {
  const { text } = source
  const tokens: Token[] = []
  PIECES.lastIndex = 0
  for (let at = 0; at < text.length; at = PIECES.lastIndex) {
    const groups = PIECES.exec(text)?.groups
    if (groups === undefined) throw unreadable(source, at)
    const { number, word, string, quoted, parameter, symbol } = groups
    if (word !== undefined) tokens.push({ kind: 'word', text: word, at })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at })
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol === '!=' ? '<>' : symbol, at })
    else if (string !== undefined) tokens.push({ kind: 'string', text: string.replaceAll("''", "'"), at })
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted.replaceAll('""', '"'), at })
    else if (parameter !== undefined) tokens.push({ kind: 'parameter', text: parameter, at })
  }
  tokens.push({ kind: 'end', text: '', at: text.trimEnd().length })
  return tokens
}

function unreadable(source: SqlSource, at: number): Error {
  const rest = source.text.slice(at)
  if (rest.startsWith("'")) return sqlFailure(source, at, 'this text has no end', "close it with '")
  if (rest.startsWith('"')) return sqlFailure(source, at, 'this name has no end', 'close it with "')
  if (rest.startsWith('/*')) return sqlFailure(source, at, 'this comment has no end', 'close it with */')
  if (rest.startsWith('::')) return sqlFailure(source, at, ':: is not portable', 'write CAST(x AS type)')
  if (rest.startsWith('`')) return sqlFailure(source, at, '` is not portable', 'quote names with "')
  return sqlFailure(source, at, `"${rest[0]}" has no meaning here`)
}
