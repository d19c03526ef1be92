import { checkCommitMessage } from '../../../lake/catalog/commit-message.ts'
import type { CommitMeta } from '../../../lake/catalog/port.ts'

/** Nessie's properties are lists of texts. */
export function metaJson({ message, author, properties = {} }: CommitMeta) {
  const allProperties = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, [value]]))
  return { message: checkCommitMessage(message), authors: [author], allProperties }
}
