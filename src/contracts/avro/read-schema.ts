import { isJsonObject, type Json, type JsonObject, pointer } from '../../kernel/json.ts'
import { suggest } from '../../kernel/suggest.ts'
import { attribute, described, jsonKind, optionalText, requiredText, typeAliases } from './draft.ts'
import { AvroSchemaError } from './error.ts'
import { branchName, isPrimitive, nameFault, PRIMITIVES } from './names.ts'
import { readField } from './read-field.ts'
import type { AvroEnum, AvroField, AvroFixed, AvroRecord, AvroSchema } from './schema.ts'
import { checkedName, define, find, nameError, type Scope } from './scope.ts'

const COMPLEX = ['record', 'error', 'enum', 'fixed', 'array', 'map']

/** Reads one schema node; names that are not known yet become stand-ins in the scope. */
export function readSchema(json: Json, namespace: string | undefined, at: string, scope: Scope): AvroSchema {
  if (typeof json === 'string') return find(scope, json, namespace, at)
  const schema = Array.isArray(json)
    ? readUnion(json, namespace, at, scope)
    : isJsonObject(json)
      ? readObject(json, namespace, at, scope)
      : refuse(json, at)
  scope.pointers.set(schema, at)
  return schema
}

function refuse(json: Json, at: string): never {
  throw new AvroSchemaError(`A schema is a type name, an object or an array; this is ${jsonKind(json)}`, {
    pointer: at,
    hint:
      json === null
        ? 'Write "null" in quotes for the type null.'
        : 'Write for instance "string" or {"type": "string"}.',
  })
}

function readObject(node: JsonObject, namespace: string | undefined, at: string, scope: Scope): AvroSchema {
  const inner = attribute(node, 'type')
  const type = requiredText(
    node,
    'type',
    'this schema',
    at,
    isJsonObject(inner) || Array.isArray(inner)
      ? 'Write the inner schema directly, without an object around it.'
      : `Add "type": one of ${COMPLEX.join(', ')} or a primitive.`,
  )
  if (isPrimitive(type)) return { kind: type, ...described({ kind: type }, node, ['type'], at, scope) }
  switch (type) {
    case 'record':
    case 'error':
      return readRecord(node, type, namespace, at, scope)
    case 'enum':
      return readEnum(node, namespace, at, scope)
    case 'fixed':
      return readFixed(node, namespace, at, scope)
    case 'array':
      return { kind: type, items: readInner('items'), ...described({ kind: type }, node, ['type', 'items'], at, scope) }
    case 'map':
      return {
        kind: type,
        values: readInner('values'),
        ...described({ kind: type }, node, ['type', 'values'], at, scope),
      }
    default:
      throw new AvroSchemaError(`An object cannot have the type "${type}"`, {
        pointer: pointer(at, 'type'),
        hint: typeHint(type),
      })
  }

  function readInner(key: string): AvroSchema {
    const json = attribute(node, key)
    if (json !== undefined) return readSchema(json, namespace, pointer(at, key), scope)
    throw new AvroSchemaError(`The ${type} has no "${key}"`, {
      pointer: at,
      hint: `Add "${key}": the type of its ${key}.`,
    })
  }
}

function typeHint(type: string): string {
  const near = suggest(type, [...COMPLEX, ...PRIMITIVES])
  return near === undefined || near === type
    ? `If "${type}" is a named type, write its name as a bare string in place of the object.`
    : `Did you mean "${near}"? A named type is written as a bare string in place of the object.`
}

function readRecord(
  node: JsonObject,
  type: 'record' | 'error',
  namespace: string | undefined,
  at: string,
  scope: Scope,
): AvroRecord {
  const head = readHead(node, `the ${type}`, namespace, at)
  const list = attribute(node, 'fields')
  if (!Array.isArray(list))
    throw new AvroSchemaError(
      list === undefined
        ? `${head.fullName} has no "fields"`
        : `"fields" of ${head.fullName} must be an array, it is ${jsonKind(list)}`,
      { pointer: list === undefined ? at : pointer(at, 'fields'), hint: 'Add "fields": [{"name": …, "type": …}].' },
    )
  const fields: AvroField[] = []
  const names = new Set<string>()
  for (const [i, json] of list.entries()) {
    const place = pointer(pointer(at, 'fields'), i)
    const field = readField(json, head, place, scope, readSchema)
    if (names.has(field.name))
      throw new AvroSchemaError(`${head.fullName} has two fields named "${field.name}"`, {
        pointer: pointer(place, 'name'),
        hint: 'Rename or remove one of them.',
      })
    names.add(field.name)
    fields.push(field)
  }
  const record: AvroRecord = {
    kind: 'record',
    ...head,
    isError: type === 'error',
    fields,
    ...described({ kind: 'record' }, node, ['type', 'name', 'namespace', 'doc', 'fields', 'aliases'], at, scope),
  }
  define(scope, record, at)
  return record
}

function readEnum(node: JsonObject, namespace: string | undefined, at: string, scope: Scope): AvroEnum {
  const head = readHead(node, 'the enum', namespace, at)
  const list = attribute(node, 'symbols')
  if (!Array.isArray(list))
    throw new AvroSchemaError(
      list === undefined
        ? `${head.fullName} has no "symbols"`
        : `"symbols" of ${head.fullName} must be an array, it is ${jsonKind(list)}`,
      { pointer: list === undefined ? at : pointer(at, 'symbols'), hint: 'Add "symbols": ["A", "B"].' },
    )
  const symbols: string[] = []
  for (const [i, symbol] of list.entries()) {
    const place = pointer(pointer(at, 'symbols'), i)
    if (typeof symbol !== 'string')
      throw new AvroSchemaError(`A symbol must be a string, this is ${jsonKind(symbol)}`, {
        pointer: place,
        hint: 'Put it in quotes.',
      })
    const fault = nameFault(symbol)
    if (fault !== undefined) throw nameError(symbol, fault, place)
    if (symbols.includes(symbol))
      throw new AvroSchemaError(`${head.fullName} has the symbol "${symbol}" twice`, {
        pointer: place,
        hint: 'Remove one of them.',
      })
    symbols.push(symbol)
  }
  const fallback = optionalText(node, 'default')
  if (fallback !== undefined && !symbols.includes(fallback)) {
    const near = suggest(fallback, symbols)
    throw new AvroSchemaError(`The default "${fallback}" of ${head.fullName} is none of its symbols`, {
      pointer: pointer(at, 'default'),
      hint: near === undefined ? `Use one of ${symbols.join(', ')}.` : `Did you mean "${near}"?`,
    })
  }
  const type: AvroEnum = {
    kind: 'enum',
    ...head,
    symbols,
    ...(fallback === undefined ? {} : { default: fallback }),
    ...described(
      { kind: 'enum' },
      node,
      ['type', 'name', 'namespace', 'doc', 'symbols', 'default', 'aliases'],
      at,
      scope,
    ),
  }
  define(scope, type, at)
  return type
}

/** The longest array of a Java virtual machine, Avro Java's limit for a fixed. */
const MAX_FIXED = 2 ** 31 - 1 - 8

function readFixed(node: JsonObject, namespace: string | undefined, at: string, scope: Scope): AvroFixed {
  const head = readHead(node, 'the fixed', namespace, at)
  const size = attribute(node, 'size')
  const place = pointer(at, 'size')
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0 || size > MAX_FIXED || scope.floats.has(place))
    throw new AvroSchemaError(
      size === undefined
        ? `${head.fullName} has no "size"`
        : `"size" of ${head.fullName} must be a whole number from 0 to ${MAX_FIXED}`,
      {
        pointer: size === undefined ? at : place,
        hint: 'Write the number of bytes, without quotes, fraction or exponent.',
      },
    )
  const type: AvroFixed = {
    kind: 'fixed',
    ...head,
    size,
    ...described({ kind: 'fixed', size }, node, ['type', 'name', 'namespace', 'doc', 'size', 'aliases'], at, scope),
  }
  define(scope, type, at)
  return type
}

function readHead(node: JsonObject, whose: string, namespace: string | undefined, at: string) {
  const written = requiredText(node, 'name', whose, at, 'Add "name": a name of letters, digits and _.')
  const name = checkedName(written, optionalText(node, 'namespace') ?? namespace, at)
  const doc = optionalText(node, 'doc')
  return { ...name, aliases: typeAliases(node, name.namespace, at), ...(doc === undefined ? {} : { doc }) }
}

function readUnion(list: readonly Json[], namespace: string | undefined, at: string, scope: Scope): AvroSchema {
  const branches = list.map((json, i) => readSchema(json, namespace, pointer(at, i), scope))
  const names = new Set<string>()
  for (const [i, branch] of branches.entries()) {
    const place = pointer(at, i)
    if (branch.kind === 'union')
      throw new AvroSchemaError('A union may not stand directly inside a union', {
        pointer: place,
        hint: 'Move the inner branches into the outer union.',
      })
    if (names.has(branchName(branch))) throw duplicateBranch(branch, place)
    names.add(branchName(branch))
  }
  return { kind: 'union', branches, props: {} }
}

/** The refusal of a union with two branches that a reader could not tell apart by name. */
export const duplicateBranch = (branch: AvroSchema, at: string): AvroSchemaError =>
  new AvroSchemaError(`The union has two branches called "${branchName(branch)}"`, {
    pointer: at,
    hint: 'fullName' in branch ? 'Remove one of them.' : 'Remove one, or wrap each in a record with its own name.',
  })
