import type { Contract } from '../../../src/contracts/model.ts'
import type { WireFormat, WireValue } from '../../../src/pipelines/live/ports.ts'

/** The Confluent framing without a registry: a schema's id is the place of its contract, by name. */
export function testWire(contracts: ReadonlyMap<string, Contract>): WireFormat {
  const names = [...contracts.keys()].sort()
  const prefix = ({ name, settings }: Contract): Uint8Array => {
    if (settings.wireFormat !== 'avro') return new Uint8Array()
    const bytes = new Uint8Array(5)
    new DataView(bytes.buffer).setUint32(1, names.indexOf(name) + 1)
    return bytes
  }
  const avro = (contract: Contract, bytes: Uint8Array): WireValue => {
    if (bytes.length < 5 || bytes[0] !== 0) return { kind: 'unreadable', message: 'no schema id stands before it' }
    const id = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1)
    return names[id - 1] === contract.name
      ? { kind: 'value', value: bytes.subarray(5), schema: contract.schema }
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
