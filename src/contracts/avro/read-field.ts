import { isJsonObject, type Json, pointer } from '../../kernel/json.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import { defaultFault } from './default-fault.ts'
import { attribute, jsonKind, optionalText, propsWithout, requiredText, writtenAliases } from './draft.ts'
import { AvroSchemaError } from './error.ts'
import { javaDouble } from './java-double.ts'
import { children } from './named-types.ts'
import type { AvroName } from './names.ts'
import { nameFault } from './names.ts'
import type { AvroField, AvroSchema } from './schema.ts'
import { nameError, type Scope } from './scope.ts'

type ReadSchema = (json: Json, namespace: string | undefined, at: string, scope: Scope) => AvroSchema

/** Reads one field of a record; `readSchema` is handed in because types and fields hold one another. */
export function readField(json: Json, record: AvroName, at: string, scope: Scope, readSchema: ReadSchema): AvroField {
  if (!isJsonObject(json))
    throw new AvroSchemaError(`A field must be an object, this is ${jsonKind(json)}`, {
      pointer: at,
      hint: 'Write {"name": …, "type": …}.',
    })
  const name = requiredText(json, 'name', 'the field', at, 'Add "name": a name of letters, digits and _.')
  const typeNode = attribute(json, 'type')
  if (typeNode === undefined)
    throw new AvroSchemaError(`The field "${name}" has no "type"`, {
      pointer: at,
      hint: 'Add "type": for instance "string".',
    })
  const type = readSchema(typeNode, record.namespace, pointer(at, 'type'), scope)
  const order = readOrder(attribute(json, 'order'), pointer(at, 'order'))
  const value = attribute(json, 'default')
  const fault = nameFault(name)
  if (fault !== undefined) throw nameError(name, fault, pointer(at, 'name'))
  if (value !== undefined) checkDefault(name, type, value, pointer(at, 'default'), scope)
  const doc = optionalText(json, 'doc')
  const field: AvroField = {
    name,
    type,
    order,
    aliases: writtenAliases(json, at),
    props: fieldProps(json),
    ...(doc === undefined ? {} : { doc }),
    ...(value === undefined ? {} : { default: value }),
  }
  scope.pointers.set(field, at)
  return field
}

function fieldProps(json: { readonly [key: string]: Json }) {
  const { default: _default, ...props } = propsWithout(json, ['name', 'type', 'doc', 'default', 'order', 'aliases'])
  return props
}

const ORDERS = ['ascending', 'descending', 'ignore'] as const

/** Avro Java reads the order in any case of letters. */
function readOrder(value: Json | undefined, at: string): AvroField['order'] {
  if (value === undefined) return 'ascending'
  const order =
    typeof value === 'string' ? ORDERS.find((known) => known.toUpperCase() === value.toUpperCase()) : undefined
  if (order !== undefined) return order
  const shown = typeof value === 'string' ? `"${value}"${didYouMean(value, ORDERS)}` : jsonKind(value)
  throw new AvroSchemaError(`"order" cannot be ${shown}`, {
    pointer: at,
    hint: `Write one of ${ORDERS.join(', ')}, or leave it out.`,
  })
}

function checkDefault(name: string, type: AvroSchema, value: Json, at: string, scope: Scope): void {
  if ((type.kind === 'float' || type.kind === 'double') && typeof value === 'string') {
    if (javaDouble(value) !== undefined) return
    throw new AvroSchemaError(`The default ${JSON.stringify(value)} of field "${name}" is no number`, {
      pointer: at,
      hint: 'Write a number, or "NaN", "Infinity" or "-Infinity".',
    })
  }
  const fault = defaultFault(type, value, at, {
    floats: scope.floats,
    behind: (schema) => schema,
    fieldsKnown: () => true,
  })
  if (fault === undefined) return
  const unknown = standInsIn(type, scope)
  if (unknown.length === 0)
    throw new AvroSchemaError(`Field "${name}": ${fault.message}`, { pointer: fault.pointer, hint: fault.hint })
  scope.deferred ??= new AvroSchemaError(
    `The default of field "${name}" cannot be judged: ${unknown.join(' and ')} is defined only after it`,
    { pointer: at, hint: 'Define the type where it is used first, or move the field behind its definition.' },
  )
}

function standInsIn(type: AvroSchema, scope: Scope): readonly string[] {
  const names = new Set<string>()
  const seen = new Set<AvroSchema>()
  const todo = [type]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    const standIn = scope.standIns.get(next)
    if (standIn !== undefined) names.add(standIn.fullName)
    todo.push(...children(next))
  }
  return [...names]
}
