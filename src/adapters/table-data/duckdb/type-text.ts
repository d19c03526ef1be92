/** What a type of DuckDB holds inside: fields by name, elements, values of a map; nothing for all others. */
export type Inside =
  | { readonly kind: 'struct'; readonly fields: ReadonlyMap<string, Inside> }
  | { readonly kind: 'list' | 'map'; readonly element: Inside }
  | { readonly kind: 'plain' }

const PLAIN: Inside = { kind: 'plain' }

/** Reads a type as DESCRIBE writes it: `STRUCT(sku VARCHAR, "a b" INTEGER)[]`. */
export function insideOf(text: string): Inside {
  let at = 0
  const skip = (pattern: RegExp): string => {
    const here = new RegExp(pattern, 'y')
    here.lastIndex = at
    const [found = ''] = here.exec(text) ?? []
    at += found.length
    return found
  }
  const fieldName = (): string => {
    const quoted = skip(/"(?:[^"]|"")*"/)
    return quoted === '' ? skip(/[^\s(),]+/) : quoted.slice(1, -1).replaceAll('""', '"')
  }
  const type = (): Inside => {
    // A name of several words (TIMESTAMP WITH TIME ZONE), and of types of users in quotes.
    const name = skip(/"(?:[^"]|"")*"|[A-Z_0-9]+(?: [A-Z]+)*/)
    let found: Inside = PLAIN
    if (name === 'STRUCT' && skip(/\(/) !== '') {
      const fields = new Map<string, Inside>()
      do {
        skip(/\s+/)
        const field = fieldName()
        skip(/\s+/)
        fields.set(field, type())
      } while (skip(/,/) !== '')
      skip(/\)/)
      found = { kind: 'struct', fields }
    } else if (name === 'MAP' && skip(/\(/) !== '') {
      type()
      skip(/,\s*/)
      found = { kind: 'map', element: type() }
      skip(/\)/)
    } else if (/^(?:DECIMAL|ENUM|UNION)$/.test(name)) skip(/\((?:'(?:[^']|'')*'|[^()']|\([^()]*\))*\)/)
    while (skip(/\[\d*\]/) !== '') found = { kind: 'list', element: found }
    return found
  }
  return type()
}
