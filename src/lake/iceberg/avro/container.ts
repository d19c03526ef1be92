import type { AvroRecord } from '../../../contracts/avro/schema.ts'
import { parseAvroText } from '../../../contracts/avro/text.ts'
import { blockBytes, MAGIC, SYNC_BYTES } from '../../../contracts/codec/avro/container.ts'
import { AvroReader } from '../../../contracts/codec/avro/reader.ts'
import { AvroWriter } from '../../../contracts/codec/avro/writer.ts'
import { DqError } from '../../../kernel/errors.ts'
import { type AvroFields, readRecords, writeValue } from './value.ts'

/** Raw deflate (RFC 1951), as Avro's codec of that name asks; other engines write manifests with it. */
export interface Deflate {
  pack(bytes: Uint8Array): Uint8Array
  unpack(bytes: Uint8Array): Uint8Array
}

export interface AvroFile {
  /** Of the header: what manifests say of themselves. */
  readonly meta: ReadonlyMap<string, string>
  readonly records: readonly AvroFields[]
}

/** A whole file of records (Avro specification, "Object Container Files"). Throws a DqError that names it. */
export function readContainer(bytes: Uint8Array, file: string, deflate: Deflate): AvroFile {
  const refuse = (why: string): never => {
    throw new DqError(`${file} cannot be read: ${why}`, {
      at: { file },
      hint: 'was it cut off while it was written or copied?',
    })
  }
  const reader = new AvroReader()
  reader.reset(bytes, 0, bytes.length)
  const magic = reader.copy(MAGIC.length)
  if (magic === undefined || magic.some((byte, i) => byte !== MAGIC[i])) return refuse('it is no Avro container file')
  const meta = new Map<string, string>()
  for (let count = reader.block(2); count !== 0; count = reader.block(2)) {
    if (count < 0) return refuse('its header is damaged')
    for (let i = 0; i < count; i++) {
      const [name, value] = [reader.text(), reader.text()]
      if (name === undefined || value === undefined) return refuse('its header is damaged')
      meta.set(name, value)
    }
  }
  const sync = reader.copy(SYNC_BYTES)
  const codec = meta.get('avro.codec') ?? 'null'
  if (sync === undefined) return refuse('its header is damaged')
  if (codec !== 'null' && codec !== 'deflate') return refuse(`it is packed with ${codec}; null and deflate can be read`)
  const { schema } = parseAvroText(meta.get('avro.schema') ?? '', file)
  if (schema.kind !== 'record') return refuse('it holds no records')
  const records: AvroFields[] = []
  try {
    while (reader.at < bytes.length) {
      const count = reader.safe()
      const data = reader.copy(reader.length())
      const marker = reader.copy(SYNC_BYTES)
      if (!(count >= 0) || data === undefined || marker === undefined || marker.some((byte, i) => byte !== sync[i]))
        return refuse(`its block before byte ${reader.at} is damaged`)
      for (const record of readRecords(codec === 'null' ? data : deflate.unpack(data), count, schema))
        records.push(record)
    }
  } catch (error) {
    if (error instanceof DqError) throw error
    return refuse(error instanceof Error ? error.message : String(error))
  }
  return { meta, records }
}

export interface ContainerContent {
  /** As it is to stand in the file: with field ids, which parsing and printing would keep and reorder. */
  readonly schemaText: string
  readonly schema: AvroRecord
  readonly meta: Readonly<Record<string, string>>
  readonly records: Iterable<AvroFields>
}

/** One block, packed; `sync` is 16 bytes that do not occur in it but by accident. */
export function writeContainer(
  { schemaText, schema, meta, records }: ContainerContent,
  sync: Uint8Array,
  deflate: Deflate,
): Uint8Array {
  const writer = new AvroWriter()
  const header = { ...meta, 'avro.codec': 'deflate', 'avro.schema': schemaText }
  writer.raw(MAGIC)
  writer.integer(Object.keys(header).length)
  for (const [name, value] of Object.entries(header)) {
    writer.text(name)
    writer.text(value)
  }
  writer.integer(0)
  writer.raw(sync)
  let count = 0
  const block = new AvroWriter()
  for (const record of records) {
    writeValue(block, schema, record)
    count++
  }
  if (count > 0) writer.raw(blockBytes(count, deflate.pack(block.copy()), sync))
  return writer.copy()
}
