import { pointer } from '../../kernel/json.ts'
import { AvroSchemaError } from './error.ts'
import { type AvroName, isPrimitive, nameFault, namespaceFault, qualify } from './names.ts'
import { sameDefinition } from './same-definition.ts'
import type { AvroField, AvroNamed, AvroRecord, AvroSchema } from './schema.ts'

/** What one parse knows so far. */
export interface Scope {
  /** Named types by full name: those given, then those the text defines, each once its definition has been read to the end. */
  readonly known: Map<string, AvroNamed>
  /** Those of `known` that this text defines. */
  readonly defined: Set<AvroNamed>
  /** Stand-ins for names that are not known yet; linking puts the types in their place. */
  readonly standIns: Map<AvroSchema, { readonly fullName: string; readonly pointer: string }>
  /** Where each node stands. */
  readonly pointers: Map<AvroSchema | AvroField, string>
  /** Pointers of numbers written with a fraction or an exponent although they are whole: 1.0 is no int to Avro Java. */
  readonly floats: ReadonlySet<string>
  /** A default that fails against a stand-in: reported only when the name turns out to exist. */
  deferred: AvroSchemaError | undefined
}

/**
 * The type of a name: a primitive, one of the enclosing namespace, one of the null namespace that has been read
 * already (Avro Java's addition), otherwise a stand-in: Avro Java lets a name be used before its definition.
 */
export function find(scope: Scope, name: string, namespace: string | undefined, at: string): AvroSchema {
  if (isPrimitive(name)) return { kind: name, props: {} }
  const fullName = namespace === undefined || name.includes('.') ? name : `${namespace}.${name}`
  const known = scope.known.get(fullName) ?? scope.known.get(name)
  if (known !== undefined) return known
  const unique = `unresolved reference ${scope.standIns.size}`
  const standIn: AvroRecord = {
    kind: 'record',
    name: unique,
    fullName: unique,
    isError: false,
    fields: [],
    aliases: [],
    props: {},
  }
  scope.standIns.set(standIn, { fullName, pointer: at })
  return standIn
}

/** What is said of a second definition; where the first is in another file, whoever knows the files adds it. */
export const DEFINED_TWICE = 'is defined twice, and differently'

/** Makes a finished definition known. A second one of the same name must equal the first, as in Avro Java. */
export function define(scope: Scope, type: AvroNamed, at: string): void {
  scope.pointers.set(type, at)
  const before = scope.known.get(type.fullName)
  if (before === undefined) {
    scope.known.set(type.fullName, type)
    scope.defined.add(type)
  } else if (!sameDefinition(before, type, scope)) {
    const first = scope.pointers.get(before)
    const where = first === undefined ? '' : ` (the first definition is at ${first === '' ? 'the root' : first})`
    throw new AvroSchemaError(`${type.fullName} ${DEFINED_TWICE}${where}`, {
      pointer: at,
      hint: `Refer to the first definition by its name, "${type.fullName}", or give this one another name.`,
    })
  }
}

/** Checks the written name of a definition and puts it into its namespace. */
export function checkedName(written: string, namespace: string | undefined, at: string): AvroName {
  const name = qualify(written, namespace)
  const fault = nameFault(name.name)
  if (fault !== undefined) throw nameError(written, fault, pointer(at, 'name'))
  if (isPrimitive(name.fullName))
    throw new AvroSchemaError(`A type may not be named after the primitive "${name.fullName}"`, {
      pointer: pointer(at, 'name'),
      hint: 'Choose another name, or put the type into a namespace.',
    })
  const space = name.namespace === undefined ? undefined : namespaceFault(name.namespace)
  if (space !== undefined)
    throw new AvroSchemaError(`"${name.namespace}" is not a namespace: ${space}`, {
      pointer: at,
      hint: 'Write names of letters, digits and _ joined by single dots, none beginning with a digit.',
    })
  return name
}

/** The refusal of a simple name. */
export const nameError = (name: string, fault: string, at: string): AvroSchemaError =>
  new AvroSchemaError(`"${name}" is not a name: ${fault}`, {
    pointer: at,
    hint: 'Write letters, digits and _, and begin with a letter or _.',
  })
