import { columnsOf, type StructType, typeText } from '../iceberg/types.ts'

export interface SchemaChange {
  readonly kind: 'added' | 'dropped' | 'renamed' | 'retyped' | 'made-optional' | 'made-required'
  readonly id: number
  /** As it is called now; a dropped one as it was. */
  readonly path: string
  /** What it was, and is: types, names. */
  readonly before?: string
  readonly after?: string
}

/** What two schemas of one table differ in, by column id: a rename is no drop, and a name that came back is another column. */
export function diffSchemas(before: StructType, after: StructType): readonly SchemaChange[] {
  const [was, is] = [columnsOf(before), columnsOf(after)]
  const old = new Map(was.map((column) => [column.id, column]))
  const now = new Set(is.map(({ id }) => id))
  const changes: SchemaChange[] = was
    .filter(({ id }) => !now.has(id))
    .map(({ id, path, type }) => ({ kind: 'dropped', id, path, before: typeText(type) }))
  for (const column of is) {
    const { id, path } = column
    const same = old.get(id)
    if (same === undefined) {
      changes.push({ kind: 'added', id, path, after: typeText(column.type) })
      continue
    }
    // An inner column of a renamed one is called otherwise without having changed: names are compared alone.
    if (lastName(same.path) !== lastName(path))
      changes.push({ kind: 'renamed', id, path, before: same.path, after: path })
    if (column.type.kind !== 'struct' && typeText(same.type) !== typeText(column.type) && !hasInside(column.type.kind))
      changes.push({ kind: 'retyped', id, path, before: typeText(same.type), after: typeText(column.type) })
    if (same.required !== column.required)
      changes.push({ kind: column.required ? 'made-required' : 'made-optional', id, path })
  }
  return changes
}

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1)
const hasInside = (kind: string): boolean => kind === 'list' || kind === 'map'
