/** Two-space JSON for stdout. A bigint is an exact integer, so it is printed as decimal text, as in event files. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part), 2)
