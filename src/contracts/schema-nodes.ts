import type { Place } from '../kernel/finding.ts'
import type { AvroField, AvroSchema } from './avro/schema.ts'
import { joinPath } from './diff/pair.ts'
import type { ContractPlaces } from './model.ts'

/** Where a type or field comes up in a contract's schema. */
export interface SchemaNode {
  /** As people say it: `lines[].sku`, `labels{}`, `payload<OrderPaid>`; empty for the record itself. */
  readonly path: string
  /** Name of the top-level field it lies in; empty for the record itself. */
  readonly root: string
  readonly at: () => Place
}

/** Every type and field that a contract's schema holds; one that comes up again has the place where it came up first. */
export function schemaNodes({
  schema,
  places,
}: {
  readonly schema: AvroSchema
  readonly places: ContractPlaces
}): SchemaNodes {
  const nodes = new Map<AvroSchema | AvroField, SchemaNode>()
  const todo: [AvroSchema, SchemaNode][] = [[schema, { path: '', root: '', at: () => places.avsc(schema) }]]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const [type, node] = next
    if (nodes.has(type)) continue
    nodes.set(type, node)
    todo.push(...inside(type, node).toReversed())
  }
  return nodes

  function inside(type: AvroSchema, { path, root }: SchemaNode): [AvroSchema, SchemaNode][] {
    switch (type.kind) {
      case 'record':
        return type.fields.map((field) => {
          const own = { path: joinPath(path, field.name), root: root === '' ? field.name : root }
          nodes.set(field, { ...own, at: () => places.avsc(field) })
          return [field.type, { ...own, at: () => places.avsc(field, 'type') }]
        })
      case 'array':
        return [[type.items, { path: `${path}[]`, root, at: () => places.avsc(type, 'items') }]]
      case 'map':
        return [[type.values, { path: `${path}{}`, root, at: () => places.avsc(type, 'values') }]]
      case 'union': {
        const isOptional = type.branches.filter(({ kind }) => kind !== 'null').length === 1
        return type.branches.map((branch, i) => {
          const name = 'name' in branch ? branch.name : branch.kind
          return [
            branch,
            { path: isOptional ? path : `${path}<${name}>`, root, at: () => places.avsc(type, String(i)) },
          ]
        })
      }
      default:
        return []
    }
  }
}

/**
 * The node that a location of Avro Java's SchemaCompatibility leads to: `/fields/2/type/items`. A number alone is a branch of
 * the writer's union, which leaves the reader where it is; `/name`, `/symbols` and `/size` are keys of a type. Undefined
 * when it does not lead to `target`: Avro Java repeats what it found of a type inside a union, where paths begin anew.
 */
export function nodeAtLocation(
  { schema, places }: { readonly schema: AvroSchema; readonly places: ContractPlaces },
  location: string,
  target: AvroSchema,
): SchemaNode | undefined {
  let type = schema
  let node: SchemaNode = { path: '', root: '', at: () => places.avsc(schema) }
  const steps = location.split('/').slice(1)
  for (const [i, step] of steps.entries()) {
    const inner = type
    if (step === 'fields' && inner.kind === 'record') {
      const field = inner.fields[Number(steps[i + 1])]
      if (field === undefined) return undefined
      const path = joinPath(node.path, field.name)
      node = { path, root: node.root || field.name, at: () => places.avsc(field) }
      if (steps[i + 2] !== 'type') break
      node = { ...node, at: () => places.avsc(field, 'type') }
      type = field.type
    } else if (step === 'items' && inner.kind === 'array') {
      node = { ...node, path: `${node.path}[]`, at: () => places.avsc(inner, 'items') }
      type = inner.items
    } else if (step === 'values' && inner.kind === 'map') {
      node = { ...node, path: `${node.path}{}`, at: () => places.avsc(inner, 'values') }
      type = inner.values
    } else if (['name', 'symbols', 'size'].includes(step)) node = { ...node, at: () => places.avsc(inner, step) }
  }
  return type === target ? node : undefined
}

/** Whether a path is the other or lies inside it. */
export const isWithin = (path: string, outer: string): boolean =>
  path === outer || (path.startsWith(outer) && '.[{<'.includes(path.charAt(outer.length)))

export type SchemaNodes = ReadonlyMap<AvroSchema | AvroField, SchemaNode>
