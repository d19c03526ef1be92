import { textWidth } from './width.ts'

/** Rows as aligned columns, two spaces apart, without trailing spaces; columns named in `right` (by index) are right-aligned. */
export function table(
  rows: readonly (readonly string[])[],
  options: { readonly right?: readonly number[] } = {},
): string {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, textWidth(cell))
    })
  }
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - textWidth(cell))
        return options.right?.includes(column) ? space + cell : cell + space
      })
      .join('  ')
      .trimEnd()
  return rows.map(line).join('\n')
}
