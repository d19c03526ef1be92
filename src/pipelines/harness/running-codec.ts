import { recordBytes } from '../../contracts/codec/avro-record.ts'
import { recordShape, shapeOfType } from '../../contracts/codec/shape-of-type.ts'
import type { DecodedRecord } from '../../contracts/codec/value.ts'
import type { Type } from '../../kernel/value-type.ts'
import type { RunningState } from './running-program.ts'
import type { WindowStateForm } from './window-program.ts'

/** The state of a key, without the ids that are remembered. */
export interface KeptKey {
  readonly key: unknown
  readonly state: RunningState
  readonly revision: number
  /** Arrival of the last accepted record, milliseconds. */
  readonly last: number
}

/** A remembered event id; `number` is its place in the order of acceptance. */
export interface KeptId {
  readonly number: number
  readonly key: unknown
  readonly input: number
  readonly id: string
  /** Arrival, milliseconds. */
  readonly since: number
}

/** State of a running job as bytes, for checkpoints. */
export interface RunningCodec {
  writeKey(key: KeptKey): Uint8Array
  readKey(bytes: Uint8Array): KeptKey
  writeId(id: KeptId): Uint8Array
  readId(bytes: Uint8Array): KeptId
}

const int53 = shapeOfType({ kind: 'int53', nullable: false })
const text = shapeOfType({ kind: 'string', nullable: false })

export function runningCodec(keyType: Type, form: WindowStateForm): RunningCodec {
  const key = { name: 'key', shape: shapeOfType(keyType) }
  const field = (name: string) => ({ name, shape: int53 })
  const keys = recordBytes(
    recordShape('Key', [key, { name: 'state', shape: form.shape }, field('revision'), field('last')]),
  )
  const ids = recordBytes(
    recordShape('Id', [field('number'), key, field('input'), { name: 'id', shape: text }, field('since')]),
  )
  return {
    writeKey: ({ key, state, revision, last }) => keys.write({ key, state: form.save(state), revision, last }),
    // What was written has these types.
    readKey(bytes) {
      const { state, ...rest } = keys.read(bytes)
      return { ...(rest as unknown as KeptKey), state: form.load(state as DecodedRecord) }
    },
    writeId: ({ number, key, input, id, since }) => ids.write({ number, key, input, id, since }),
    readId: (bytes) => ids.read(bytes) as unknown as KeptId,
  }
}
