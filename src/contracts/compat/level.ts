import type { AvroSchema } from '../avro/schema.ts'
import type { CompatibilityLevel } from '../model.ts'
import { compareAvroSchemas } from './compare.ts'
import type { LocatedIncompatibility } from './incompatibility.ts'

/** An earlier state of a schema; `version` is what reports call it (a tag, a registry version). */
export interface AvroVersion {
  readonly version: string
  readonly schema: AvroSchema
}

/** `backward`: the candidate cannot read data of the version; `forward`: the version cannot read data of the candidate. */
export type Direction = 'backward' | 'forward'

export interface LevelFailure {
  readonly version: string
  readonly direction: Direction
  readonly incompatibilities: readonly LocatedIncompatibility[]
}

export interface LevelResult {
  readonly compatible: boolean
  /** How many reader and writer pairs were compared: 0 for NONE and for an empty history. */
  readonly compared: number
  /** Newest version first, backward before forward, as Confluent's registry goes through them; none is left out. */
  readonly failures: readonly LevelFailure[]
}

const DIRECTIONS: Readonly<Record<CompatibilityLevel, readonly Direction[]>> = {
  NONE: [],
  BACKWARD: ['backward'],
  BACKWARD_TRANSITIVE: ['backward'],
  FORWARD: ['forward'],
  FORWARD_TRANSITIVE: ['forward'],
  FULL: ['backward', 'forward'],
  FULL_TRANSITIVE: ['backward', 'forward'],
}

/** Which side has to read which, by a level. */
export const directionsOf = (level: CompatibilityLevel): readonly Direction[] => DIRECTIONS[level]

/**
 * Judges a new schema by one of Confluent's levels against a history that runs from the oldest version to the newest:
 * the transitive levels look at all of it, the others at the newest only.
 */
export function checkLevel(
  level: CompatibilityLevel,
  candidate: AvroSchema,
  history: readonly AvroVersion[],
): LevelResult {
  const versions = level.endsWith('_TRANSITIVE') ? history.toReversed() : history.slice(-1)
  const directions = DIRECTIONS[level]
  const failures = versions.flatMap(({ version, schema }) =>
    directions.flatMap((direction): LevelFailure[] => {
      const [reader, writer] = direction === 'backward' ? [candidate, schema] : [schema, candidate]
      const { compatible, incompatibilities } = compareAvroSchemas(reader, writer)
      return compatible ? [] : [{ version, direction, incompatibilities }]
    }),
  )
  return { compatible: failures.length === 0, compared: versions.length * directions.length, failures }
}
