import type { Json } from './json.ts'

/** What `JSON.parse` gives, with whole numbers beyond 2^53 as bigints; throws its SyntaxError. */
export const parseExact = (text: string): Json =>
  JSON.parse(text, (_key, value: Json, context?: { readonly source?: string }) => {
    const source = context?.source ?? ''
    return typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? BigInt(source) : value
  })

/** ECMAScript's `JSON.rawJSON` (in every Node that `dq` runs on), which TypeScript's library does not know. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown }

/** The text, with bigints as numbers. */
export const exactText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? rawJSON(String(part)) : part), indent)
