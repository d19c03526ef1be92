/** A JSON value whose integers beyond ±(2^53 − 1) are kept exact as bigint. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json }

export type JsonObject = { readonly [key: string]: Json }

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A JSON pointer (RFC 6901) one step further: `~` and `/` inside the token are escaped. */
export const pointer = (base: string, token: string | number): string =>
  typeof token === 'number' || !/[~/]/.test(token)
    ? `${base}/${token}`
    : `${base}/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`
