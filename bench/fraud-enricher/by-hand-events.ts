import { openSync, readSync } from 'node:fs'
import avro from 'avsc'

/** avsc reads a decimal of some bytes into whole units. */
class Cents extends avro.types.LogicalType {
  protected override _fromValue(bytes: Buffer): number {
    return bytes.length === 0 ? 0 : bytes.readIntBE(0, bytes.length)
  }
  protected override _toValue(cents: unknown): Buffer | undefined {
    if (typeof cents !== 'number') return undefined
    const bytes = Buffer.allocUnsafe(6)
    bytes.writeIntBE(cents, 0, 6)
    return bytes
  }
}
/** For one type: avsc keeps the names of a schema's types in it. */
export const typeOptions = (): Partial<avro.ForSchemaOptions> => ({ logicalTypes: { decimal: Cents } })

export interface Event {
  readonly partition: number
  readonly arrival: number
  readonly input: number
  /** As the contract of its topic has it. */
  readonly value: Record<string, number & string>
}

/** The events of a container file, by blocks. */
function* eventsOf(path: string, input: number): Generator<Event> {
  const file = openSync(path, 'r')
  let bytes = Buffer.alloc(0)
  let filePosition = 0
  const more = (): boolean => {
    const next = Buffer.allocUnsafe(1 << 20)
    const read = readSync(file, next, 0, next.length, filePosition)
    filePosition += read
    bytes = Buffer.concat([bytes, next.subarray(0, read)])
    return read > 0
  }
  while (more() && bytes.length < 1 << 20);
  const long = avro.Type.forSchema('long')
  const header = avro.Type.forSchema({
    type: 'record',
    name: 'Header',
    fields: [
      { name: 'magic', type: { type: 'fixed', name: 'Magic', size: 4 } },
      { name: 'meta', type: { type: 'map', values: 'bytes' } },
      { name: 'sync', type: { type: 'fixed', name: 'Sync', size: 16 } },
    ],
  })
  const { value, offset } = header.decode(bytes, 0) as { value: { meta: Record<string, Buffer> }; offset: number }
  const type = avro.Type.forSchema(JSON.parse(String(value.meta['avro.schema'])), typeOptions())
  bytes = bytes.subarray(offset)
  for (;;) {
    while (bytes.length < 20 && more());
    if (bytes.length === 0) break
    const count = long.decode(bytes, 0) as { value: number; offset: number }
    const size = long.decode(bytes, count.offset) as { value: number; offset: number }
    while (bytes.length < size.offset + size.value + 16) more()
    const block = bytes.subarray(size.offset, size.offset + size.value)
    bytes = bytes.subarray(size.offset + size.value + 16)
    for (let at = 0, i = 0; i < count.value; i++) {
      const event = type.decode(block, at) as { value: Omit<Event, 'input'>; offset: number }
      at = event.offset
      const { partition, arrival, value } = event.value
      yield { partition, arrival, value, input }
    }
  }
}

/** The events of all files by their arrival. */
export function* eventsInOrder(paths: readonly string[]): Generator<Event> {
  const sources = paths.map(eventsOf)
  const heads = sources.map((source) => source.next().value as Event | undefined)
  for (;;) {
    let least = -1
    for (let i = 0; i < heads.length; i++)
      if (heads[i] !== undefined && (least < 0 || heads[i]!.arrival < heads[least]!.arrival)) least = i
    if (least < 0) return
    yield heads[least]!
    heads[least] = sources[least]!.next().value as Event | undefined
  }
}
