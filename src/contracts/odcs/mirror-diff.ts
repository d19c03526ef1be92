import type { DocPath } from '../repo/located.ts'
import type { OdcsItem, OdcsProperty } from './document.ts'
import type { Mirror, MirrorProperty } from './mirror.ts'

/** One point in which the ODCS properties differ from the avsc. Names are dotted for nested fields; items of an array are `name[]`. */
export type MirrorDifference =
  | { readonly kind: 'missing'; readonly name: string; readonly path: DocPath }
  | { readonly kind: 'extra'; readonly name: string; readonly path: DocPath; readonly known: readonly string[] }
  | { readonly kind: 'duplicate'; readonly name: string; readonly path: DocPath; readonly first: DocPath }
  | {
      readonly kind: 'logicalType' | 'physicalType' | 'required' | 'description'
      readonly name: string
      readonly path: DocPath
      /** Undefined when ODCS says nothing. */
      readonly found: string | boolean | undefined
      readonly expected: string | boolean
    }

/** Compares what stands below `path` with what the avsc asks for; the order of properties does not matter. */
export function diffMirror(
  properties: readonly OdcsProperty[],
  expected: readonly MirrorProperty[],
  path: DocPath,
  prefix = '',
): readonly MirrorDifference[] {
  const differences: MirrorDifference[] = []
  const wanted = new Map(expected.map((property) => [property.name, property]))
  const first = new Map<string, number>()
  properties.forEach((property, i) => {
    const at = [...path, i]
    const name = prefix + property.name
    const earlier = first.get(property.name)
    const mirror = wanted.get(property.name)
    if (earlier !== undefined) {
      differences.push({ kind: 'duplicate', name, path: [...at, 'name'], first: [...path, earlier, 'name'] })
      return
    }
    first.set(property.name, i)
    if (mirror === undefined) {
      differences.push({ kind: 'extra', name, path: [...at, 'name'], known: [...wanted.keys()] })
      return
    }
    differences.push(...diffType(property, mirror, at, name), ...diffDescription(property, mirror, at, name))
  })
  for (const { name } of expected)
    if (!first.has(name)) differences.push({ kind: 'missing', name: prefix + name, path })
  return differences
}

function diffType(found: OdcsItem, expected: Mirror, path: DocPath, name: string): MirrorDifference[] {
  const differences: MirrorDifference[] = []
  if (found.logicalType !== expected.logicalType) {
    const { logicalType } = expected
    differences.push({ kind: 'logicalType', name, path, found: found.logicalType, expected: logicalType })
  }
  if (found.physicalType?.replaceAll(' ', '') !== expected.physicalType) {
    const { physicalType } = expected
    differences.push({ kind: 'physicalType', name, path, found: found.physicalType, expected: physicalType })
  }
  if ((found.required ?? false) !== expected.required) {
    differences.push({ kind: 'required', name, path, found: found.required, expected: expected.required })
  }
  if (expected.items !== undefined) {
    differences.push(...diffType(found.items ?? {}, expected.items, [...path, 'items'], `${name}[]`))
  }
  if (expected.properties !== undefined) {
    const inner = diffMirror(found.properties ?? [], expected.properties, [...path, 'properties'], `${name}.`)
    differences.push(...inner)
  }
  return differences
}

function diffDescription(
  found: OdcsProperty,
  expected: MirrorProperty,
  path: DocPath,
  name: string,
): MirrorDifference[] {
  const said = found.description
  // Without a doc in the avsc the description is ODCS's own.
  if (expected.description === undefined || oneLine(said ?? '') === oneLine(expected.description)) return []
  return [{ kind: 'description', name, path, found: said, expected: expected.description }]
}

/** Line breaks and runs of spaces carry no meaning in prose. */
const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, ' ')
