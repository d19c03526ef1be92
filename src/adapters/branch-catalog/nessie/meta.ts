import { DqError } from '../../../kernel/errors.ts'
import type { CommitMeta } from '../../../lake/catalog/port.ts'

/** Nessie's properties are lists of texts. */
export function metaJson({ message, author, properties = {} }: CommitMeta) {
  const text = message.trim()
  if (text === '') throw new DqError('a commit needs a message')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  if (/[\u0000-\u0009\u000b-\u001f\u007f]/.test(text)) throw new DqError('a commit message holds no control characters')
  const allProperties = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, [value]]))
  return { message: text, authors: [author], allProperties }
}
