import { AvroReader } from './reader.ts'
import { AvroWriter } from './writer.ts'

/** How a file of the specification's "Object Container Files" begins. */
export const MAGIC = Uint8Array.of(0x4f, 0x62, 0x6a, 1)
export const SYNC_BYTES = 16

export interface ContainerHeader {
  readonly schema: string
  /** `null` when the file names none. */
  readonly codec: string
  readonly sync: Uint8Array
  /** Bytes of the header: where the first block begins. */
  readonly length: number
}

/** Undefined when the bytes end inside the header; text says why it is none. */
export function readHeader(bytes: Uint8Array): ContainerHeader | string | undefined {
  const reader = new AvroReader()
  reader.reset(bytes, 0, bytes.length)
  const magic = reader.copy(MAGIC.length)
  if (magic === undefined) return undefined
  if (magic.some((byte, i) => byte !== MAGIC[i])) return 'it does not begin as an Avro container file does'
  const meta = new Map<string, Uint8Array>()
  for (let count = reader.safe(); count !== 0; count = reader.safe()) {
    if (reader.at > bytes.length) return undefined
    if (!Number.isInteger(count)) return 'its header is damaged'
    if (count < 0) reader.safe()
    for (let i = 0; i < Math.abs(count); i++) {
      const key = text(reader)
      const value = key === undefined ? undefined : reader.copy(reader.length())
      if (key === undefined || value === undefined) return undefined
      meta.set(key, value)
    }
  }
  const sync = reader.copy(SYNC_BYTES)
  if (reader.at > bytes.length || sync === undefined) return undefined
  const schema = meta.get('avro.schema')
  if (schema === undefined) return 'its header holds no schema'
  const codec = meta.get('avro.codec')
  return {
    schema: new TextDecoder().decode(schema),
    codec: codec === undefined ? 'null' : new TextDecoder().decode(codec),
    sync,
    length: reader.at,
  }
}

const text = (reader: AvroReader): string | undefined => {
  const bytes = reader.copy(reader.length())
  return bytes && new TextDecoder().decode(bytes)
}

export function headerBytes(schema: string, codec: 'null' | 'deflate', sync: Uint8Array): Uint8Array {
  const writer = new AvroWriter()
  writer.raw(MAGIC)
  writer.integer(2)
  writer.text('avro.codec')
  writer.text(codec)
  writer.text('avro.schema')
  writer.text(schema)
  writer.integer(0)
  writer.raw(sync)
  return writer.copy()
}

/** One block: how many records, their bytes (packed by the codec), and the marker again. */
export function blockBytes(count: number, data: Uint8Array, sync: Uint8Array): Uint8Array {
  const writer = new AvroWriter(data.length + BLOCK_ROOM)
  writer.integer(count)
  writer.integer(data.length)
  writer.raw(data)
  writer.raw(sync)
  return writer.written()
}

/** For two integers and the marker. */
const BLOCK_ROOM = 20 + SYNC_BYTES
