import type { LoadedJob } from '../../../src/cli/load-job.ts'
import { compileAvroDecoder } from '../../../src/contracts/codec/avro-decoder.ts'
import { compileAvroEncoder } from '../../../src/contracts/codec/avro-encoder.ts'
import { compileJsonDecoder } from '../../../src/contracts/codec/json-decoder.ts'
import { compileJsonEncoder } from '../../../src/contracts/codec/json-encoder.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import type { EventLog, OutRecord, WireFormat } from '../../../src/pipelines/live/ports.ts'
import { writtenTopics } from '../../../src/pipelines/live/topics.ts'
import { createTopics } from '../create-topics.ts'
import { testWire } from './test-wire.ts'

type Contracts = ReadonlyMap<string, Contract>

/** Makes the topics of a job as their contracts say; one without a contract has as many partitions as the inputs. */
export async function makeTopics(bootstrap: string, { job }: LoadedJob): Promise<void> {
  const inputs = job.inputs.map(({ contract }) => [contract.name, contract] as const)
  const { partitions } = inputs[0]![1].settings
  const all = [...new Map([...inputs, ...writtenTopics(job)])]
  await createTopics(
    bootstrap,
    new Map(all.map(([topic, contract]) => [topic, contract?.settings.partitions ?? partitions])),
  )
}

/** Sends the events of fixture files in the order of their arrival, with that as their time; what does not fit its contract goes as its JSON text. */
export async function sendEvents(
  log: EventLog,
  contracts: Contracts,
  lines: readonly string[],
  wire: Pick<WireFormat, 'prefix'> = testWire(contracts),
): Promise<number> {
  const encoders = new Map<string, (value: unknown) => Uint8Array | string>()
  const encoderOf = (contract: Contract) => {
    const known = encoders.get(contract.name)
    if (known !== undefined) return known
    const [decode, encode, prefix] = [compileJsonDecoder(contract), compileAvroEncoder(contract), wire.prefix(contract)]
    const made = (value: unknown) => {
      if (contract.settings.wireFormat !== 'avro') return JSON.stringify(value)
      try {
        return Buffer.concat([prefix, encode(decode(value))])
      } catch {
        return JSON.stringify(value)
      }
    }
    encoders.set(contract.name, made)
    return made
  }
  const records = lines
    .map((line) => JSON.parse(line))
    .map(({ topic, partition, arrival, key, value }): OutRecord => {
      const timestamp = Date.parse(arrival)
      return { topic, partition, key, value: encoderOf(contracts.get(topic)!)(value), timestamp }
    })
    .sort((a, b) => a.timestamp! - b.timestamp!)
  const producer = await log.producer('test-inputs')
  for (let i = 0; i < records.length; i += 5_000) await producer.commit(records.slice(i, i + 5_000), undefined)
  await producer.close()
  await (await log.producer('test-inputs')).close()
  return records.length
}

export interface Written {
  readonly topic: string
  readonly partition: number
  readonly key: string | null
  readonly value: unknown
  readonly headers: Readonly<Record<string, string>>
}

/** Everything committed in these topics, in the order of each partition. */
export async function readAll(
  log: EventLog,
  contracts: Contracts,
  topics: Iterable<string>,
): Promise<readonly Written[]> {
  const counts = await log.partitionCounts([...topics])
  const written: Written[] = []
  const decoder = new TextDecoder()
  for (const [topic, partitions] of counts) {
    const contract = contracts.get(topic)
    const read = contract === undefined ? undefined : avroReader(contract)
    for (let partition = 0; partition < partitions; partition++) {
      for await (const batch of log.read({ topic, partition })) {
        for (const { key, value, headers } of batch) {
          const isAvro = contract?.settings.wireFormat === 'avro' && value![0] === 0
          written.push({
            topic,
            partition,
            key: key === null ? null : decoder.decode(key),
            value: isAvro ? read!(value!.subarray(5)) : JSON.parse(decoder.decode(value!)),
            headers: Object.fromEntries((headers ?? []).map(([name, bytes]) => [name, decoder.decode(bytes)])),
          })
        }
      }
    }
  }
  return written
}

function avroReader(contract: Contract): (bytes: Uint8Array) => unknown {
  const [decode, encode] = [compileAvroDecoder(contract, { writer: contract.schema }), compileJsonEncoder(contract)]
  return (bytes) => JSON.parse(encode(decode(bytes)))
}
