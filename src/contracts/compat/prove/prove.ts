import type { AvroSchema } from '../../avro/schema.ts'
import type { AvroCodec, Reading } from './codec.ts'
import type { Datum } from './datum.ts'
import { locate } from './locate.ts'
import { narrowed } from './narrow.ts'
import { randomData } from './random-datum.ts'

export type Proof =
  /** All data were read. */
  | { readonly kind: 'read'; readonly tried: number }
  /** The first datum that was not, and where: `path` is a JSON pointer into it, `fault` what stands there. */
  | {
      readonly kind: 'unreadable'
      readonly tried: number
      readonly datum: Datum
      readonly path: string
      readonly fault: Datum
      readonly message: string
    }
  /** The decoder cannot say: it does not take one of the schemas, or there is nothing to write. */
  | { readonly kind: 'limit'; readonly tried: number; readonly message: string }

/**
 * Writes random data with one schema and reads them with another, in a real decoder: "compatible" is a judgement about
 * schemas, and not every decoder keeps to it. The same seed gives the same data.
 */
export function proveReadable(
  writer: AvroSchema,
  reader: AvroSchema,
  codec: AvroCodec,
  { seed, data = 200 }: { readonly seed: number; readonly data?: number },
): Proof {
  const next = randomData(writer, seed)
  if (next === undefined) return { kind: 'limit', tried: 0, message: 'no value of the schema ever ends' }
  const whole = codec.between(writer, reader)
  let refused: Extract<Proof, { kind: 'unreadable' }> | undefined
  for (let tried = 1; tried <= data; tried++) {
    const datum = next()
    const reading = whole(datum)
    if (reading.kind === 'limit') return { kind: 'limit', tried, message: reading.message }
    if (reading.kind === 'read') continue
    const alone = part(datum, reader, codec)
    if (alone.kind === 'unreadable') {
      const fault = locate(datum, reader, alone.message, (inner, type) => {
        const said = part(inner, type, codec)
        return said.kind === 'unreadable' ? said.message : undefined
      })
      return { kind: 'unreadable', tried, datum, path: fault.path, fault: fault.datum, message: fault.message }
    }
    refused ??= { kind: 'unreadable', tried, datum, path: '', fault: datum, message: reading.message }
  }
  // No datum is at fault by itself, and still the decoder does not take the pair.
  return refused ?? { kind: 'read', tried: data }
}

/** Whether a decoder reads a datum whose writer knows of nothing else. */
const part = (datum: Datum, reader: AvroSchema, codec: AvroCodec): Reading =>
  codec.between(narrowed(datum), reader)(datum)
