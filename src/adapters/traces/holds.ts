import { tokenPattern } from '../../lake/privacy/token.ts'

/** Whether a text has one of the ids as a word of its own, as JSON writes it, or inside bytes in base64. */
export function holder(ids: readonly string[]): (text: string) => boolean {
  const written = ids.flatMap((id) => [id, JSON.stringify(id).slice(1, -1)])
  const token = new RegExp(tokenPattern([...new Set(written)]))
  return (text) => {
    if (token.test(text)) return true
    for (const [, bytes = ''] of text.matchAll(/"([A-Za-z0-9+/]{8,}={0,2})"/g))
      if (token.test(Buffer.from(bytes, 'base64').toString())) return true
    return false
  }
}
