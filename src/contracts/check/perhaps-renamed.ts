import type { Change } from '../diff/change.ts'

/** A field that went, and one of the same type in the same record that came: where there is only one such pair, it may be a rename. */
export interface PerhapsRenamed {
  /** As in changes. */
  readonly from: string
  readonly to: string
}

export function perhapsRenamed(changes: readonly Change[]): readonly PerhapsRenamed[] {
  const gone = changes.filter((change) => change.kind === 'field-removed')
  const come = changes.filter((change) => change.kind === 'field-added')
  const isLike = (a: { path: string; type: string }, b: { path: string; type: string }): boolean =>
    recordOf(a.path) === recordOf(b.path) && a.type === b.type
  return gone.flatMap((from) => {
    const [to, other] = come.filter((one) => isLike(from, one))
    if (to === undefined || other !== undefined || gone.filter((one) => isLike(one, to)).length > 1) return []
    return [{ from: from.path, to: to.path }]
  })
}

/** How to say that it is the same field. */
export const aliasFix = ({ from, to }: PerhapsRenamed): string =>
  `if ${nameOf(to)} is ${nameOf(from)} under another name, say so in the field: "aliases": ["${nameOf(from)}"]`

const recordOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')))

const nameOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1)
