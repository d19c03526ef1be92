import type { Direction } from '../compat/level.ts'
import { directionsOf } from '../compat/level.ts'
import type { AvroCodec } from '../compat/prove/codec.ts'
import { type Proof, proveReadable } from '../compat/prove/prove.ts'
import type { Sides } from '../diff/pair.ts'
import { schemaNodes } from '../schema-nodes.ts'
import { type PastVersion, versionsFor } from './avro-breaks.ts'
import { effectiveLevel } from './effective-level.ts'
import type { AvroProof } from './evidence.ts'

/** A request to try what the level promises in a real decoder. */
export interface ProveOptions {
  readonly codec: AvroCodec
  readonly seed: number
  /** How many data each writer and reader get. */
  readonly data: number
  /** Told of every pair that was tried. */
  readonly tried?: (data: number) => void
}

/** Writes random data with one side and reads it with the other, as the level asks; what cannot be read, or not be tried. */
export function avroProofs(
  sides: Sides,
  past: readonly PastVersion[],
  { codec, seed, data, tried }: ProveOptions,
): readonly AvroProof[] {
  const { before, after } = sides
  const level = effectiveLevel(before.settings.compatibility, after.settings.compatibility)
  const proofs: AvroProof[] = []
  for (const { schema, places, names } of versionsFor(level, before, past).toReversed()) {
    const [version] = names
    for (const direction of directionsOf(level)) {
      const [writer, reader] = direction === 'backward' ? [schema, after.schema] : [after.schema, schema]
      const proof = proveReadable(writer, reader, codec, { seed, data })
      tried?.(proof.tried)
      if (proof.kind === 'read') continue
      const place = placeIn({ schema, ...(places !== undefined && { places }) }, sides, direction, proof)
      const base = { kind: 'avro-proof', of: after.name, direction, level, decoder: codec.name, seed, proof } as const
      proofs.push({ ...base, ...place, ...(version !== undefined && { version }) })
    }
  }
  return proofs
}

/** Where the writer's type stands that cannot be read, and where that field stands on the other side. */
function placeIn(
  old: Pick<PastVersion, 'schema' | 'places'>,
  { after }: Sides,
  direction: Direction,
  proof: Exclude<Proof, { kind: 'read' }>,
): Pick<AvroProof, 'path' | 'before' | 'after'> {
  const oldNodes = old.places && schemaNodes({ schema: old.schema, places: old.places })
  const newNodes = schemaNodes(after)
  const writer = direction === 'backward' ? oldNodes : newNodes
  const path = (proof.kind === 'unreadable' ? writer?.get(proof.fault.schema)?.path : undefined) ?? ''
  const at = (nodes: typeof oldNodes) => [...(nodes?.values() ?? [])].find((node) => node.path === path)?.at()
  const [was, is] = [at(oldNodes), at(newNodes) ?? after.places.avsc(after.schema)]
  return { path, ...(was !== undefined && { before: was }), after: is }
}
