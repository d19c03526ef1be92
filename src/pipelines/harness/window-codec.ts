import { type RecordBytes, recordBytes } from '../../contracts/codec/avro-record.ts'
import type { Shape } from '../../contracts/codec/shape.ts'
import { contractShape } from '../../contracts/codec/shape-of.ts'
import { arrayShape, recordShape, shapeOfType } from '../../contracts/codec/shape-of-type.ts'
import type { DecodedRecord } from '../../contracts/codec/value.ts'
import type { Contract } from '../../contracts/model.ts'
import type { Type } from '../../kernel/value-type.ts'
import { idsOf, type SeenIds, seenOf } from './seen-ids.ts'
import type { KeptRecord, WindowState, WindowStateForm } from './window-program.ts'

/** An open window, without the task that holds it. */
export interface KeptWindow {
  /** Milliseconds. */
  readonly end: number
  readonly key: unknown
  readonly state: WindowState
  readonly seen: SeenIds[]
  readonly kept: KeptRecord[] | undefined
}

/** Open windows as bytes, for checkpoints. */
export interface WindowCodec {
  write(window: KeptWindow): Uint8Array
  read(bytes: Uint8Array): KeptWindow
}

interface CodecJob {
  readonly inputs: readonly { readonly contract: Contract; readonly fields: readonly string[] }[]
  readonly keyType: Type
}

const int53 = shapeOfType({ kind: 'int53', nullable: false })
const text = shapeOfType({ kind: 'string', nullable: false })
const timestamp = shapeOfType({ kind: 'timestamp', nullable: false })

/** One record in Avro's encoding: the aggregates as the program forms them, ids seen and records kept by input. */
export function windowCodec({ inputs, keyType }: CodecJob, form: WindowStateForm): WindowCodec {
  const bytes: RecordBytes = recordBytes(
    recordShape('Window', [
      { name: 'end', shape: int53 },
      { name: 'key', shape: shapeOfType(keyType) },
      { name: 'state', shape: form.shape },
      { name: 'seen', shape: arrayShape(arrayShape(text)) },
      ...inputs.map((input, i) => ({ name: `kept${i}`, shape: keptShape(input) })),
    ]),
  )
  return {
    write({ end, key, state, seen, kept = [] }) {
      const record: Record<string, unknown> = { end, key, state: form.save(state), seen: seen.map(idsOf) }
      inputs.forEach((_, i) => {
        record[`kept${i}`] = kept.filter(({ input }) => input === i).map(({ input, ...rest }) => rest)
      })
      return bytes.write(record)
    },
    read(given) {
      // What `write` made has these types.
      const record = bytes.read(given)
      const kept = inputs.flatMap((_, input) =>
        (record[`kept${input}`] as unknown as readonly Omit<KeptRecord, 'input'>[]).map((one) => ({ input, ...one })),
      )
      return {
        end: record.end as number,
        key: record.key,
        state: form.load(record.state as DecodedRecord),
        seen: (record.seen as readonly (readonly string[])[]).map(seenOf),
        kept: kept.length === 0 ? undefined : kept,
      }
    },
  }
}

/** A kept record has only the fields that the job reads. */
function keptShape({ contract, fields }: CodecJob['inputs'][number]): Shape {
  const { definition } = contractShape(contract)
  const read = definition.fields.filter(({ name }) => fields.includes(name))
  return arrayShape(
    recordShape('Kept', [
      { name: 'record', shape: recordShape(definition.name, read) },
      { name: 'time', shape: timestamp },
      { name: 'id', shape: text },
      { name: 'offset', shape: int53 },
    ]),
  )
}
