/*
 * Our Avro container files against fastavro (Python): records of every contract of this repository (its valid examples, and the events of
 * the fixtures) are written by our sink, read and written again by fastavro, and read by our source: they must be what they were.
 * Run by hand: node test/oracle/avro/rewrite-containers.ts <a python with fastavro installed>
 */
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { diskFiles } from '../../../src/adapters/contract-files/disk.ts'
import { openAvroSink } from '../../../src/adapters/event-sink/avro.ts'
import { openFileSource } from '../../../src/adapters/event-source/files.ts'
import type { AvroRecord } from '../../../src/contracts/avro/schema.ts'
import { compileAvroDecoder } from '../../../src/contracts/codec/avro-decoder.ts'
import { compileAvroEncoder } from '../../../src/contracts/codec/avro-encoder.ts'
import { compileJsonDecoder } from '../../../src/contracts/codec/json-decoder.ts'
import { requireContracts } from '../../../src/contracts/repo/require.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const python = process.argv[2] ?? 'python3'
const contracts = await requireContracts(diskFiles(join(root, 'contracts'), root))
const temp = mkdtempSync(join(tmpdir(), 'dq-fastavro-'))
let [files, records] = [0, 0]
try {
  for (const codec of ['null', 'deflate'] as const) {
    const [ours, theirs] = [join(temp, codec), join(temp, `${codec}-again`)]
    mkdirSync(theirs)
    const schemas = new Map<string, AvroRecord>(contracts.map(({ name, schema }) => [name, schema]))
    const sink = await openAvroSink(ours, { job: 'oracle', codec, schemaOf: (topic) => schemas.get(topic) })
    const written = new Map<string, unknown[]>()
    for (const contract of contracts) {
      const [decode, encode] = [compileJsonDecoder(contract), compileAvroEncoder(contract)]
      const values = [
        ...globSync(join(root, 'fixtures/contracts', contract.id, 'valid', '*.json')).map((path) =>
          JSON.parse(readFileSync(path, 'utf8')),
        ),
        ...globSync(
          join(root, `fixtures/{fraud-enricher,inventory-aggregator}/{olist,uci}*/input/${contract.name}.jsonl`),
        ).flatMap((path) =>
          readFileSync(path, 'utf8')
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line).value),
        ),
      ].map((value) => decode(value))
      if (values.length === 0) continue
      written.set(contract.name, values)
      for (const [n, value] of values.entries())
        await sink.write([
          {
            topic: contract.name,
            partition: 0,
            arrival: 1_489_000_000_000 + n,
            key: n % 7 === 0 ? null : `k${n}`,
            value: encode(value),
          },
        ])
    }
    await sink.close()
    const script = fileURLToPath(new URL('rewrite_containers.py', import.meta.url))
    const { status, stdout, stderr } = spawnSync(python, [script, ours, theirs], { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    console.log(stdout.trimEnd())
    for (const [topic, values] of written) {
      const source = await openFileSource([{ topic, path: join(theirs, `${topic}.avro`) }])
      const decode = compileAvroDecoder(contracts.find(({ name }) => name === topic)!)
      let n = 0
      for await (const batch of source.read())
        for (const event of batch) {
          if ('unreadable' in event) throw new Error(`${topic}: ${event.unreadable}`)
          const read = decode(source.rawValue(event))
          const key = n % 7 === 0 ? null : `k${n}`
          if (!isDeepStrictEqual({ ...read }, { ...(values[n] as object) }) || event.key !== key || event.offset !== n)
            throw new Error(`${topic}, record ${n}: ${JSON.stringify(event)}`)
          n++
        }
      if (n !== values.length) throw new Error(`${topic}: ${n} records of ${values.length}`)
      await source.close()
      files++
      records += n
    }
  }
} finally {
  rmSync(temp, { recursive: true })
}
console.log(`${files} files, ${records} records: equal after fastavro has read and written them`)
