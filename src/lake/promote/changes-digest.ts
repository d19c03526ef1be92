import { sha256 } from '../../kernel/sha256.ts'
import { byKey, keyText } from '../catalog/key.ts'
import type { Content, Difference } from '../catalog/port.ts'

/** Names a set of changes by what every table was and is; ids of contents are left out, as a catalog may give new ones. */
export const changesDigest = (differences: readonly Difference[]): string =>
  sha256(
    [...differences]
      .sort(byKey)
      .map(({ key, from, to }) => JSON.stringify([keyText(key), stateText(from), stateText(to)]))
      .join('\n'),
  )

const stateText = (content: Content | undefined): string => {
  switch (content?.kind) {
    case undefined:
      return ''
    case 'table':
      return `${content.metadataLocation} ${content.snapshotId}`
    case 'namespace':
      return 'namespace'
    case 'other':
      return `${content.type} ${content.id}`
  }
}
