import type { Json } from '../../../../src/kernel/json.ts'

/** Two schemas to be compared; what Avro Java says of them is in the corpus. */
export interface Pair {
  readonly id: string
  readonly reader: Json
  readonly writer: Json
}

export type Named = readonly [name: string, schema: Json]

/** All × all. */
export const square = (group: string, schemas: readonly Named[]): readonly Pair[] =>
  schemas.flatMap(([reads, reader]) =>
    schemas.map(([wrote, writer]) => ({ id: `${group}/${reads}<${wrote}`, reader, writer })),
  )

/** Each of the first with each of the second. */
export const cross = (group: string, readers: readonly Named[], writers: readonly Named[]): readonly Pair[] =>
  readers.flatMap(([reads, reader]) =>
    writers.map(([wrote, writer]) => ({ id: `${group}/${reads}<${wrote}`, reader, writer })),
  )

export const record = (name: string, fields: readonly Json[], more: Readonly<Record<string, Json>> = {}): Json => ({
  type: 'record',
  name,
  fields,
  ...more,
})

export const field = (name: string, type: Json, more: Readonly<Record<string, Json>> = {}): Json => ({
  name,
  type,
  ...more,
})
