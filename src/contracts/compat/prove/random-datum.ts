import type { AvroSchema } from '../../avro/schema.ts'
import type { Datum } from './datum.ts'
import { heights } from './height.ts'
import { type Random, seeded } from './random.ts'
import { randomScalar } from './random-scalar.ts'

/** From here on a datum takes the shortest way to its end. */
const DEEP = 8
const MANY = 400

/** Nested deeper than this, a value is more than the stack of a recursive decoder may hold. */
const DEEPEST = 1500

/**
 * A source of random data of a schema, the same for the same seed; each branch of a union and each symbol of an enum
 * has its turn early. Undefined when the schema has no value that ends, or none that is not absurdly deep.
 */
export function randomData(schema: AvroSchema, seed: number): (() => Datum) | undefined {
  const height = heights(schema)
  if (height(schema) > DEEPEST) return undefined
  const random = seeded(seed)
  const turns = new Map<AvroSchema, number>()
  return () => {
    const made = { values: 0 }
    return draw(schema, 0, { random, turns, height, made })
  }
}

interface Source {
  readonly random: Random
  /** How often a union or enum came up. */
  readonly turns: Map<AvroSchema, number>
  readonly height: (schema: AvroSchema) => number
  readonly made: { values: number }
}

function draw(schema: AvroSchema, depth: number, source: Source): Datum {
  const { random, made } = source
  made.values++
  // Rarely empty: an empty array tells a decoder nothing about its items.
  const length = depth > DEEP || made.values > MANY ? 0 : 1 + random.below(3)
  switch (schema.kind) {
    case 'record': {
      const fields = schema.fields.map((field) => ({ field, value: draw(field.type, depth + 1, source) }))
      return { kind: 'record', schema, fields }
    }
    case 'array': {
      const ends = Number.isFinite(source.height(schema.items))
      const items = Array.from({ length: ends ? length : 0 }, () => draw(schema.items, depth + 1, source))
      return { kind: 'array', schema, items }
    }
    case 'map': {
      const ends = Number.isFinite(source.height(schema.values))
      const entries = Array.from(
        { length: ends ? length : 0 },
        (_, i) => [`key ${i}`, draw(schema.values, depth + 1, source)] as const,
      )
      return { kind: 'map', schema, entries }
    }
    case 'union': {
      const shortest = schema.branches.toSorted((a, b) => source.height(a) - source.height(b))
      const short = depth > DEEP || made.values > MANY
      const finite = shortest.filter((branch) => Number.isFinite(source.height(branch)))
      // A schema whose value ends has a branch that ends.
      const branch = (short ? undefined : inTurn(schema, finite, source)) ?? shortest[0] ?? schema
      return { kind: 'union', schema, branch, value: draw(branch, depth + 1, source) }
    }
    case 'enum':
      return { kind: 'scalar', schema, value: inTurn(schema, schema.symbols, source) ?? '' }
    default:
      return { kind: 'scalar', schema, value: randomScalar(schema, random) }
  }
}

/** Every second time the next of the row, otherwise any. */
function inTurn<T>(of: AvroSchema, items: readonly T[], { turns, random }: Source): T | undefined {
  if (random.below(2) === 0) return random.pick(items)
  const turn = turns.get(of) ?? 0
  turns.set(of, turn + 1)
  return items[turn % items.length]
}
