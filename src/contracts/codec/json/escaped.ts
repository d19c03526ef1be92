/** What stands between the quotes of a JSON string; undefined where the text has no UTF-8 form. Short ones without escapes (most keys and codes) are only looked at. */
export function escaped(text: string): string | undefined {
  const length = text.length
  if (length > 64) return atLength(text)
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x20 || code === 0x22 || code === 0x5c || code >= 0xd800) return atLength(text)
  }
  return text
}

const atLength = (text: string): string | undefined =>
  text.isWellFormed() ? JSON.stringify(text).slice(1, -1) : undefined
