/** JSON text of a string; short strings that need no escape (most keys and codes) skip the general serializer. */
export function quote(text: string): string {
  const length = text.length
  if (length > 64) return JSON.stringify(text)
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x20 || code === 0x22 || code === 0x5c || code >= 0xd800) return JSON.stringify(text)
  }
  return `"${text}"`
}
