/** The record key of a field's value, as text (`keyFormat: string`). */
export const keyText = (value: unknown): string | null =>
  typeof value === 'string' ? value : value === null || value === undefined ? null : String(value)
