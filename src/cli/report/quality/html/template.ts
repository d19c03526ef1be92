/** HTML that is safe to print: made by `html`, which escapes everything that is put into it. */
export interface Html {
  readonly html: string
}

type Part = string | number | Html | readonly Html[] | false | undefined

/**
 * A template whose parts are text: nothing in them is markup. Parts that are templates themselves, or lists of them, are taken
 * as they are; `false` and `undefined` are nothing. Attributes in templates stand in double quotes.
 */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: strings.map((text, i) => text + printed(parts[i])).join(''),
})

function printed(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  if ('html' in part) return part.html
  return part.map((one) => one.html).join('')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const INVISIBLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Control characters, and those that turn the direction of writing, are shown by their number. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(INVISIBLE, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('`', '&#96;')
