import type { SchemaChange } from './change.ts'

/** Documentation of a field or type; where its lines are broken says nothing. */
export function* diffDocs(
  before: { readonly doc?: string },
  after: { readonly doc?: string },
  at: (key: string) => Pick<SchemaChange, 'of' | 'path' | 'before' | 'after'>,
): Iterable<SchemaChange> {
  const [from, to] = [before.doc, after.doc]
  if (oneLine(from) !== oneLine(to)) yield { kind: 'doc-changed', ...at('doc'), from, to }
}

export const oneLine = (text: string | undefined): string => text?.trim().replaceAll(/\s+/g, ' ') ?? ''
