import type { AvroSchema } from '../avro/schema.ts'
import { compareAvroSchemas } from '../compat/compare.ts'
import type { LocatedIncompatibility } from '../compat/incompatibility.ts'
import { type AvroVersion, checkLevel, type LevelFailure } from '../compat/level.ts'
import type { Sides } from '../diff/pair.ts'
import { typeText } from '../diff/type-text.ts'
import type { CompatibilityLevel, Contract, ContractPlaces } from '../model.ts'
import { nodeAtLocation, type SchemaNodes, schemaNodes } from '../schema-nodes.ts'
import { effectiveLevel } from './effective-level.ts'
import type { AvroBreak } from './evidence.ts'

/** An earlier version of a contract's schema; `places` when its files are at hand. */
export interface PastVersion extends AvroVersion {
  readonly places?: ContractPlaces
}

/**
 * What Avro refuses between the new schema and the baseline, and for transitive levels every version of `past` (oldest
 * first, without the baseline). The same reason with several versions is told once.
 */
export function avroBreaks(sides: Sides, past: readonly PastVersion[]): readonly AvroBreak[] {
  const { before, after } = sides
  const level = effectiveLevel(before.settings.compatibility, after.settings.compatibility)
  const versions = versionsFor(level, before, past)
  const { failures } = checkLevel(level, after.schema, versions)
  const found = new Map<string, AvroBreak>()
  const nodes = new Map<PastVersion | 'new', SchemaNodes>()
  const nodesOf = (side: PastVersion | 'new'): SchemaNodes => {
    const { schema, places = after.places } = side === 'new' ? after : side
    const known = nodes.get(side) ?? schemaNodes({ schema, places })
    nodes.set(side, known)
    return known
  }
  for (const failure of failures) {
    const old = versions.find(({ version }) => version === failure.version)
    if (old === undefined) continue
    for (const incompatibility of failure.incompatibilities) {
      const one = located(incompatibility, failure, old, sides, nodesOf, level)
      const { direction, incompatibility: kind, path, detail, location, readerType, writerType } = one
      const key = [direction, kind, path, detail, location, readerType, writerType].join('\n')
      const known = found.get(key)
      found.set(key, known === undefined ? one : { ...known, versions: [...known.versions, ...one.versions] })
    }
  }
  return [...found.values()]
}

/** The baseline is the newest; its own name is not that of a version. */
const BASELINE = ''

/** What a level compares with: of the same schema only the newest, which bears the names of the others too. */
export function versionsFor(
  level: CompatibilityLevel,
  before: Contract,
  past: readonly PastVersion[],
): readonly Known[] {
  const baseline: Known = { version: BASELINE, schema: before.schema, places: before.places, names: [] }
  if (!level.endsWith('_TRANSITIVE')) return [baseline]
  const bySchema = Map.groupBy(past, ({ schema }) => schema)
  const known = [...bySchema].map(([schema, same]): Known => {
    const { version, places } = same.at(-1) ?? { version: '' }
    const names = same.map(({ version }) => version).toReversed()
    return { version, schema, ...(places !== undefined && { places }), names }
  })
  return [...known, baseline]
}

export interface Known extends PastVersion {
  /** Of all versions with this schema, newest first; none for the baseline. */
  readonly names: readonly string[]
}

function located(
  { kind, location, message, reader, writer, field }: LocatedIncompatibility,
  { direction }: LevelFailure,
  old: Known,
  { after }: Sides,
  nodesOf: (side: PastVersion | 'new') => SchemaNodes,
  level: CompatibilityLevel,
): AvroBreak {
  const [readerSide, writerSide] = direction === 'backward' ? (['new', 'old'] as const) : (['old', 'new'] as const)
  const reading = readerSide === 'new' ? after : { schema: old.schema, places: old.places ?? after.places }
  const readerNode =
    nodeAtLocation(reading, location, reader) ?? nodesOf(readerSide === 'new' ? 'new' : old).get(field ?? reader)
  const writerNode = nodesOf(writerSide === 'new' ? 'new' : old).get(writer)
  const [oldNode, newNode] = direction === 'backward' ? [writerNode, readerNode] : [readerNode, writerNode]
  const branch = branchAt(writer, location)
  return {
    kind: 'avro-break',
    of: after.name,
    path: readerNode?.path ?? '',
    ...(old.places !== undefined && oldNode !== undefined && { before: oldNode.at() }),
    ...(newNode !== undefined && { after: newNode.at() }),
    incompatibility: kind,
    direction,
    level,
    location,
    detail: message,
    readerType: typeText(reader),
    writerType: typeText(branch),
    because: kind === 'MISSING_UNION_BRANCH' ? reasonsInside(reader, branch) : [],
    inBaseline: old.version === BASELINE,
    versions: old.names,
  }
}

/** The branch of the writer's union that a location ends in, or the writer's type itself. */
const branchAt = (writer: AvroSchema, location: string): AvroSchema =>
  (writer.kind === 'union' && writer.branches[Number(location.split('/').at(-1))]) || writer

/** Why the reader's branch of the same name cannot read the writer's: Avro says only that no branch can. */
function reasonsInside(reader: AvroSchema, branch: AvroSchema): readonly string[] {
  if (reader.kind !== 'union') return []
  const same = reader.branches.find(
    (candidate) =>
      candidate.kind === branch.kind &&
      (!('name' in candidate) || !('name' in branch) || candidate.name === branch.name),
  )
  if (same === undefined) return []
  return compareAvroSchemas(same, branch).incompatibilities.map(
    ({ kind, location: inside, message }) =>
      `${kind} at ${inside} of ${'name' in same ? same.name : same.kind}: ${message}`,
  )
}
