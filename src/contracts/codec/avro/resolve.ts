import type { Shape } from '../shape.ts'

/** Numbers as they lie in the bytes, and what a reader may take each as (specification, "Schema Resolution"). */
const PROMOTIONS: { readonly [writer: string]: readonly Shape['kind'][] } = {
  int: ['int', 'int53', 'long', 'float', 'double'],
  int53: ['int53', 'long', 'float', 'double'],
  long: ['int53', 'long', 'float', 'double'],
  float: ['float', 'double'],
}

/** Why values of `writer`, which is no union and not null, cannot be read as `reader`; undefined when they can. Fields and items are looked at when they are read. */
export function misfit(writer: Shape, reader: Shape): string | undefined {
  const wrong = `${nameOf(writer)} cannot be read as ${nameOf(reader)}`
  const promoted = PROMOTIONS[writer.kind]
  if (promoted !== undefined) return promoted.includes(reader.kind) ? undefined : wrong
  if (writer.kind !== reader.kind) return wrong
  switch (writer.kind) {
    case 'decimal':
      return reader.kind === 'decimal' && writer.scale === reader.scale ? undefined : wrong
    case 'time':
    case 'timestamp':
      return reader.kind === writer.kind && writer.unit === reader.unit ? undefined : wrong
    case 'bytes':
      return reader.kind === 'bytes' && writer.size === reader.size ? undefined : wrong
    default:
      return undefined
  }
}

function nameOf(shape: Shape): string {
  switch (shape.kind) {
    case 'decimal':
      return `decimal(${shape.precision},${shape.scale})`
    case 'time':
    case 'timestamp':
      return `${shape.kind}-${shape.unit}`
    case 'bytes':
      return shape.size === undefined ? 'bytes' : `fixed of ${shape.size} bytes`
    case 'record':
      return shape.definition.name
    case 'int53':
      return 'long'
    default:
      return shape.kind
  }
}

/** The writer's schema cannot be read with the reader's; `path` is put together on the way out of the records. */
export class Misfit extends Error {
  readonly path: string
  constructor(message: string, path = '') {
    super(message)
    this.path = path
  }
}

/** Puts the field's name before the place of a misfit inside it. */
export function inField<T>(name: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    throw new Misfit(error.message, error.path === '' ? name : `${name}.${error.path}`)
  }
}

/** A branch of an Avro union; named as the union's values name it, where it has several. */
export interface Branch {
  readonly name?: string
  readonly shape: Shape
}

/** Branches as they are numbered in the bytes; `undefined` is null. */
export function branchesOf(shape: Shape): readonly (Branch | undefined)[] {
  const others: (Branch | undefined)[] =
    shape.kind === 'union' ? [...shape.branches] : [{ shape: { ...shape, nullable: false } }]
  if (shape.nullable) others.splice(shape.nullAt ?? 0, 0, undefined)
  return others
}

export const isUnion = (shape: Shape): boolean => shape.nullable || shape.kind === 'union'
