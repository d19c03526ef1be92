import { type AddressInfo, connect, createServer } from 'node:net'
import { SchemaRegistry as KafkaJsRegistry, SchemaType } from '@kafkajs/confluent-schema-registry'
import avsc from 'avsc'
import { expect, test } from 'vitest'
import { confluentRegistry } from '../../src/adapters/registry/confluent.ts'
import { wireFormat } from '../../src/adapters/registry/wire-format.ts'
import { parseAvroSchema } from '../../src/contracts/avro/parse.ts'
import type { AvroRecord } from '../../src/contracts/avro/schema.ts'
import { compileAvroDecoder } from '../../src/contracts/codec/avro-decoder.ts'
import { compileAvroEncoder } from '../../src/contracts/codec/avro-encoder.ts'
import { canonicalText } from '../../src/contracts/registry/same-schema.ts'
import { subjectOf } from '../../src/contracts/registry/subjects.ts'
import { Unavailable } from '../../src/pipelines/live/ports.ts'
import { useServer } from './server.ts'
import { contract } from './store-rows.ts'

/* Records written by one side and read by the other: ours, and @kafkajs/confluent-schema-registry, on one registry. */
const server = useServer('registry')
const url = () => server.endpoint('url')

/** avsc reads longs beyond 2^53 only with a type of its own. */
const long = avsc.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer(value: bigint) {
    const buffer = Buffer.alloc(8)
    buffer.writeBigInt64LE(value)
    return buffer
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => Number(a > b) - Number(a < b),
})
const kafkaJs = () => new KafkaJsRegistry({ host: url() }, { [SchemaType.AVRO]: { registry: { long } } } as never)

const SCHEMA = {
  type: 'record',
  name: 'Event',
  namespace: 'shop',
  fields: [
    { name: 'id', type: 'string' },
    { name: 'big', type: 'long' },
    { name: 'note', type: ['null', 'string'], default: null },
  ],
}

test('what we write the client reads, and what the client writes we read: schema ids, longs of 64 bits, text', async () => {
  const base = await contract('order.created')
  const schema = parseAvroSchema(SCHEMA) as AvroRecord
  const own = { ...base, name: 'interop', schema, fields: [] }
  const registry = confluentRegistry({ url: url() })
  const { id } = await registry.register(subjectOf(own), { schema: canonicalText(schema), references: [] })
  const wire = wireFormat(registry, 'test')
  await wire.prepare([own])
  const prefix = wire.prefix(own)
  expect(Buffer.from(prefix).readUInt32BE(1)).toBe(id)

  const records = [
    { id: 'a', big: 2n ** 63n - 1n, note: null },
    { id: 'São 😀', big: -(2n ** 63n), note: '' },
    { id: '', big: 9_007_199_254_740_993n, note: 'x'.repeat(1000) },
  ]
  const encode = compileAvroEncoder(own)
  const client = kafkaJs()
  for (const record of records) {
    const bytes = Buffer.concat([prefix, encode(record)])
    expect({ ...(await client.decode(bytes)) }).toEqual(record)
  }

  const read = wire.reader(own)
  for (const record of records) {
    const bytes = await client.encode(id, record)
    const first = read(bytes)
    if (first.kind === 'unknown') await wire.load([first.schemaId])
    const value = read(bytes)
    if (value.kind !== 'value') throw new Error(JSON.stringify(value))
    const decode = compileAvroDecoder(own, { writer: value.schema! })
    expect(decode(value.value as Uint8Array, value.from)).toEqual(record)
  }
})

test('an older writer is read by the contract, one that the contract does not allow is drift, an unknown id is told', async () => {
  const base = await contract('order.created')
  const own = { ...base, name: 'evolved', schema: parseAvroSchema(SCHEMA) as AvroRecord, fields: [] }
  const registry = confluentRegistry({ url: url() })
  const older = { ...SCHEMA, fields: SCHEMA.fields.slice(0, 2) }
  const stranger = { ...SCHEMA, fields: [SCHEMA.fields[0], { name: 'big', type: 'string' }] }
  const ids: number[] = []
  for (const [at, schema] of [older, stranger, 'string' as const].entries())
    ids.push((await registry.register(`evolved-${at}`, { schema: JSON.stringify(schema), references: [] })).id)
  const wire = wireFormat(registry, 'test')
  const read = wire.reader(own)
  const framed = (id: number, ...rest: number[]) => {
    const bytes = Buffer.from([0, 0, 0, 0, 0, ...rest])
    bytes.writeUInt32BE(id, 1)
    return bytes
  }
  expect(read(framed(ids[0]!, 2, 97, 4))).toEqual({ kind: 'unknown', schemaId: ids[0] })
  await wire.load([...ids, 1_999_999_999])
  const old = read(framed(ids[0]!, 2, 97, 4))
  if (old.kind !== 'value') throw new Error(JSON.stringify(old))
  // By hand: "a" is length 1 (zigzag 2) and 97; 2 is zigzag 4; the note is the default of the contract.
  expect(compileAvroDecoder(own, { writer: old.schema! })(old.value as Uint8Array, old.from)).toEqual({
    id: 'a',
    big: 2n,
    note: null,
  })
  expect(read(framed(ids[1]!))).toMatchObject({ kind: 'drift', message: expect.stringContaining('does not read') })
  expect(read(framed(ids[2]!))).toMatchObject({ kind: 'drift', message: expect.stringContaining('of type string') })
  expect(read(framed(1_999_999_999))).toMatchObject({
    kind: 'unreadable',
    message: expect.stringContaining('is not in the registry'),
  })
  expect(read(framed(1).subarray(0, 4))).toMatchObject({ kind: 'unreadable' })
  expect(read(null)).toEqual({ kind: 'value', value: null })
})

test('a contract that is not registered is named, with the command', async () => {
  const wire = wireFormat(confluentRegistry({ url: url() }), 'prod')
  await expect(wire.prepare([await contract('payment.authorized')])).rejects.toMatchObject({
    message: expect.stringContaining('payment.authorized is not registered'),
    hint: 'dq contract register --env prod',
  })
  const none = wireFormat(undefined, 'prod')
  await expect(none.load([1])).rejects.toThrow('need a schema registry, and none is configured')
  await none.prepare([await contract('inventory_global')])
})

test('records of a schema with references are read; while the registry is down nothing is known of an id, and afterwards it is', async () => {
  const registry = confluentRegistry({ url: url() })
  const money = { type: 'record', name: 'Money', namespace: 'ref', fields: [{ name: 'cents', type: 'long' }] }
  await registry.register('ref.Money', { schema: JSON.stringify(money), references: [] })
  const references = [{ name: 'ref.Money', subject: 'ref.Money', version: 1 }]
  const fields = [{ name: 'total', type: 'ref.Money' }]
  const schema = JSON.stringify({ type: 'record', name: 'Bill', namespace: 'ref', fields })
  const { id } = await registry.register('bill-value', { schema, references })
  const base = await contract('order.created')
  const inline = { type: 'record', name: 'Bill', namespace: 'ref', fields: [{ name: 'total', type: money }] }
  const own = { ...base, name: 'bill', schema: parseAvroSchema(inline) as AvroRecord, fields: [] }
  const bytes = Buffer.from([0, 0, 0, 0, 0, 84])
  bytes.writeUInt32BE(id, 1)

  // A gate before the registry, which is shut and opened again.
  let isShut = true
  const gate = createServer((socket) => {
    if (isShut) return void socket.destroy()
    const { hostname, port } = new URL(url())
    const inner = connect(Number(port), hostname)
    socket.pipe(inner).pipe(socket)
    for (const end of [socket, inner]) end.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve))
  const through = new URL(url())
  through.port = String((gate.address() as AddressInfo).port)
  const wire = wireFormat(confluentRegistry({ url: through.href }), 'test')
  const read = wire.reader(own)
  await expect(wire.load([id])).rejects.toBeInstanceOf(Unavailable)
  expect(read(bytes)).toEqual({ kind: 'unknown', schemaId: id })
  isShut = false
  await wire.load([id])
  const found = read(bytes)
  if (found.kind !== 'value') throw new Error(JSON.stringify(found))
  // By hand: 84 is the zigzag of 42.
  expect(compileAvroDecoder(own, { writer: found.schema! })(found.value as Uint8Array, found.from)).toEqual({
    total: { cents: 42n },
  })
  gate.close()
})
