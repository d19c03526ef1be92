/** The number of Unicode code points: how JSON Schema and ODCS count `minLength` and `maxLength`. */
export function codePointLength(text: string): number {
  let pairs = 0
  for (let i = 1; i < text.length; i++) {
    const low = text.charCodeAt(i)
    if (low >= 0xdc00 && low <= 0xdfff) {
      const high = text.charCodeAt(i - 1)
      if (high >= 0xd800 && high <= 0xdbff) pairs++
    }
  }
  return text.length - pairs
}
