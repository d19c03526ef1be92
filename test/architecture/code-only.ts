/** The source with comments, texts and regular expressions blanked, so that a search finds code only. Line breaks stay. */
export function codeOnly(source: string): string {
  return source.replace(TOKENS, (token, before: string | undefined) => {
    if (token.startsWith('`')) return templateCode(token)
    return (before ?? '') + token.slice(before?.length ?? 0).replace(/[^\n]/g, ' ')
  })
}

/** In order: comments, quoted texts, templates, and a regular expression where one can begin. */
const TOKENS =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|\$\{(?:[^{}`]|\{[^{}]*\}|`[^`]*`)*\}|[^`\\])*`|([(,=:[!&|?{};]\s*|\breturn\s+)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/[a-z]*/g

/** What stands in `${…}` is code. */
const templateCode = (template: string): string =>
  [...template.matchAll(/\$\{((?:[^{}`]|\{[^{}]*\}|`[^`]*`)*)\}/g)].map((match) => codeOnly(match[1] ?? '')).join(' ') +
  '\n'.repeat(template.split('\n').length - 1)

/** Module names in static imports, re-exports, dynamic imports and `import('…')` types. */
export function importsOf(source: string): string[] {
  const withoutComments = source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g, '')
  const found = withoutComments.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g,
  )
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}
