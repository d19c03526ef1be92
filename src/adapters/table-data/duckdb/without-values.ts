/** What DuckDB says of a statement: its first line, without the value that did not fit, as it may be personal. */
export function withoutValues(cause: unknown): string {
  const [first = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
  return first
    .replace(/^Invalid Input Error: (?=a row breaks|")/, '')
    .replace(/(Failed to cast [^:"']*):? ["'].*/, '$1')
    .replace(/(Could not (?:convert|cast)) (?:string|value) .* to /, '$1 a value to ')
}
