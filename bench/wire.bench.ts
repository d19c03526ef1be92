import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry'
import avsc from 'avsc'
import { fileRegistry } from '../src/adapters/registry/file.ts'
import { wireFormat } from '../src/adapters/registry/wire-format.ts'
import { compileAvroDecoder } from '../src/contracts/codec/avro-decoder.ts'
import { compileAvroEncoder } from '../src/contracts/codec/avro-encoder.ts'
import { compileJsonDecoder } from '../src/contracts/codec/json-decoder.ts'
import { canonicalText } from '../src/contracts/registry/same-schema.ts'
import type { Bench } from './bench.ts'
import { benchContract } from './sinks/rows.ts'

const RECORDS = 200_000
const contract = await benchContract('order.created')
const schema = canonicalText(contract.schema)
const registry = fileRegistry(join(mkdtempSync(join(tmpdir(), 'dq-wire-')), 'registry.json'), 'registry.json')
const { id } = await registry.register('order.created-value', { schema, references: [] })
const wire = wireFormat(registry, undefined)
await wire.prepare([contract])
await wire.load([id])
const read = wire.reader(contract)
const decode = compileAvroDecoder(contract, { writer: contract.schema })

const [encode, fromJson] = [compileAvroEncoder(contract), compileJsonDecoder(contract)]
const lines = readFileSync('fixtures/fraud-enricher/olist-2017-03/input/order.created.jsonl', 'utf8')
  .trimEnd()
  .split('\n')
const samples = lines.map((line) => Buffer.concat([wire.prefix(contract), encode(fromJson(JSON.parse(line).value))]))
const records = Array.from({ length: RECORDS }, (_, i) => samples[i % samples.length]!)

/** Its client wants a server to ask. */
const server = createServer((_, response) => response.end(JSON.stringify({ schema })))
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const client = new SchemaRegistry({ host: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
const type = avsc.Type.forSchema(JSON.parse(schema))

export default {
  name: `Wire format: ${RECORDS.toLocaleString('en')} records of order.created, schema id in front, read from bytes`,
  unit: 'records',
  contenders: [
    {
      name: 'dq: id, drift, contract and decoder, synchronous',
      run() {
        for (const bytes of records) {
          const found = read(bytes)
          if (found.kind !== 'value') throw new Error(found.kind)
          decode(found.value as Uint8Array, found.from)
        }
        return RECORDS
      },
    },
    {
      name: '@kafkajs/confluent-schema-registry: await decode, no contract, decimals stay bytes',
      async run() {
        for (const bytes of records) await client.decode(bytes)
        return RECORDS
      },
    },
    {
      name: 'avsc alone: fromBuffer behind the id',
      run() {
        for (const bytes of records) type.fromBuffer(bytes.subarray(5))
        return RECORDS
      },
    },
  ],
  close: async () => server.close(),
} satisfies Bench
