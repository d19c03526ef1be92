import type { Json, JsonObject } from '../../kernel/json.ts'
import { namedTypes } from './named-types.ts'
import { isPrimitive } from './names.ts'
import { MAX_DEPTH, tooDeep } from './parse.ts'
import type { AvroField, AvroNamed, AvroSchema } from './schema.ts'

/**
 * A schema as JSON, with docs, defaults, aliases, orders and every other attribute: parsing it gives an equal schema.
 * A named type is written out where it comes up first, and by name afterwards, as the specification wants it; so a text
 * that uses names ahead of their definitions is rearranged. Throws an AvroSchemaError when that nests deeper than a parser reads.
 * `known`: types that a reader has already; they are written by name only.
 */
export function schemaJson(schema: AvroSchema, { known = [] }: { readonly known?: Iterable<AvroNamed> } = {}): Json {
  const bare = new Set(
    namedTypes(schema).flatMap(({ fullName, namespace }) => (namespace === undefined ? [fullName] : [])),
  )
  return new Printer(bare, known).print(schema, undefined)
}

class Printer {
  private readonly written: Set<AvroNamed>
  private readonly bareNames: ReadonlySet<string>
  private depth = 0

  constructor(bareNames: ReadonlySet<string>, known: Iterable<AvroNamed>) {
    this.bareNames = bareNames
    this.written = new Set(known)
  }

  print(schema: AvroSchema, namespace: string | undefined): Json {
    // Definitions that were siblings, each referring ahead to the next, come out one inside the other.
    if (this.depth > MAX_DEPTH) throw tooDeep('')
    this.depth++
    const json = this.printed(schema, namespace)
    this.depth--
    return json
  }

  private printed(schema: AvroSchema, namespace: string | undefined): Json {
    switch (schema.kind) {
      case 'union':
        return schema.branches.map((branch) => this.print(branch, namespace))
      case 'array':
        return { type: 'array', items: this.print(schema.items, namespace), ...schema.props }
      case 'map':
        return { type: 'map', values: this.print(schema.values, namespace), ...schema.props }
      case 'record':
      case 'enum':
      case 'fixed':
        if (this.written.has(schema)) return this.reference(schema, namespace)
        this.written.add(schema)
        return this.definition(schema, namespace)
      default:
        return Object.keys(schema.props).length === 0 ? schema.kind : { type: schema.kind, ...schema.props }
    }
  }

  /** The bare name within its own namespace, unless it would mean a primitive or a type of the null namespace there. */
  private reference(type: AvroNamed, namespace: string | undefined): Json {
    const short = type.namespace === namespace && !isPrimitive(type.name) && !this.bareNames.has(type.name)
    return short ? type.name : type.fullName
  }

  private definition(type: AvroNamed, namespace: string | undefined): JsonObject {
    return {
      type: type.kind === 'record' && type.isError ? 'error' : type.kind,
      name: type.name,
      ...(type.namespace === namespace ? {} : { namespace: type.namespace ?? '' }),
      ...(type.doc === undefined ? {} : { doc: type.doc }),
      ...(type.aliases.length === 0 ? {} : { aliases: type.aliases.map((alias) => writtenAlias(alias, type)) }),
      ...this.body(type),
      ...type.props,
    }
  }

  private body(type: AvroNamed): JsonObject {
    switch (type.kind) {
      case 'record':
        return { fields: type.fields.map((field) => this.field(field, type.namespace)) }
      case 'enum':
        return { symbols: type.symbols, ...(type.default === undefined ? {} : { default: type.default }) }
      case 'fixed':
        return { size: type.size }
    }
  }

  private field(field: AvroField, namespace: string | undefined): JsonObject {
    return {
      name: field.name,
      type: this.print(field.type, namespace),
      ...(field.doc === undefined ? {} : { doc: field.doc }),
      ...(field.default === undefined ? {} : { default: field.default }),
      ...(field.order === 'ascending' ? {} : { order: field.order }),
      ...(field.aliases.length === 0 ? {} : { aliases: field.aliases }),
      ...field.props,
    }
  }
}

/** An alias of the type's own namespace is written bare; one of the null namespace takes a dot in front. */
function writtenAlias(alias: string, type: AvroNamed): string {
  const dot = alias.lastIndexOf('.')
  if (dot < 0) return type.namespace === undefined ? alias : `.${alias}`
  return alias.slice(0, dot) === type.namespace ? alias.slice(dot + 1) : alias
}
