import type { Contract } from '../../../src/contracts/model.ts'
import { FRAME_BYTES, frameOf, schemaIdIn } from '../../../src/contracts/wire/frame.ts'
import type { WireFormat, WireValue } from '../../../src/pipelines/live/ports.ts'

/** The Confluent framing without a registry: a schema's id is the place of its contract, by name. */
export function testWire(contracts: ReadonlyMap<string, Contract>): WireFormat {
  const names = [...contracts.keys()].sort()
  const frames = new Map(names.map((name, i) => [name, frameOf(i + 1)]))
  const prefix = ({ name, settings }: Contract): Uint8Array =>
    settings.wireFormat === 'avro' ? frames.get(name)! : new Uint8Array()
  const avro = (contract: Contract, bytes: Uint8Array): WireValue => {
    const id = schemaIdIn(bytes)
    if (typeof id === 'string') return { kind: 'unreadable', message: id }
    return names[id - 1] === contract.name
      ? { kind: 'value', value: bytes, from: FRAME_BYTES, schema: contract.schema }
      : { kind: 'drift', message: `schema ${id} is not of this contract` }
  }
  const json = (bytes: Uint8Array): WireValue => {
    try {
      return { kind: 'value', value: JSON.parse(new TextDecoder().decode(bytes)) }
    } catch {
      return { kind: 'unreadable', message: 'no JSON' }
    }
  }
  return {
    prefix,
    reader: (contract) => (bytes) =>
      bytes === null
        ? { kind: 'unreadable', message: 'a deletion' }
        : contract.settings.wireFormat === 'avro'
          ? avro(contract, bytes)
          : json(bytes),
    prepare: async () => {},
    load: async () => {},
  }
}
