import { AvroSchemaError } from '../../contracts/avro/error.ts'
import type { AvroRecord } from '../../contracts/avro/schema.ts'
import { RecordProblem } from '../../contracts/codec/record-problem.ts'
import { contractShape } from '../../contracts/codec/shape-of.ts'
import type { Contract } from '../../contracts/model.ts'
import { parseRegistered } from '../../contracts/registry/parse.ts'
import type { SchemaRegistry } from '../../contracts/registry/ports.ts'
import { isSameSchema } from '../../contracts/registry/same-schema.ts'
import { subjectOf } from '../../contracts/registry/subjects.ts'
import { driftOf } from '../../contracts/wire/allowed.ts'
import { debeziumConverter, openMessage } from '../../contracts/wire/debezium.ts'
import { FRAME_BYTES, frameOf, schemaIdIn } from '../../contracts/wire/frame.ts'
import { longMembers, readJson } from '../../contracts/wire/json-value.ts'
import { DqError } from '../../kernel/errors.ts'
import type { WireFormat, WireValue } from '../../pipelines/live/ports.ts'

/** A schema by its id, or why there is none. */
type Found = { readonly schema: AvroRecord } | { readonly kind: 'unreadable' | 'drift'; readonly message: string }

const EMPTY = new Uint8Array()
const DELETION: WireValue = { kind: 'value', value: null }

/**
 * Records on the wire. A schema is fetched and judged once; then reading is synchronous: five bytes, and the rest belongs to
 * the decoder that is compiled for the pair of writer and contract. `environment` is for hints.
 */
export function wireFormat(registry: SchemaRegistry | undefined, environment: string | undefined): WireFormat {
  const schemas = new Map<number, Found>()
  const prefixes = new Map<string, Uint8Array>()
  return {
    reader(contract) {
      switch (contract.settings.wireFormat) {
        case 'avro':
          return avroReader(contract, schemas)
        case 'json':
          return jsonReader(contract, (value) => value)
        case 'debezium-json': {
          const convert = debeziumConverter(contractShape(contract))
          return jsonReader(contract, (value) => convert(openMessage(value)))
        }
      }
    },
    prefix(contract) {
      if (contract.settings.wireFormat !== 'avro') return EMPTY
      const found = prefixes.get(contract.name)
      if (found === undefined) throw new Error(`the schema id of ${contract.name} was not looked up`)
      return found
    },
    async prepare(written) {
      for (const contract of written) {
        if (contract.settings.wireFormat !== 'avro') continue
        const id = await idOf(contract, demanded(registry, environment), environment)
        prefixes.set(contract.name, frameOf(id))
      }
    },
    async load(ids) {
      for (const id of ids) if (!schemas.has(id)) schemas.set(id, await lookUp(id, demanded(registry, environment)))
    },
  }
}

function avroReader(contract: Contract, schemas: ReadonlyMap<number, Found>): (bytes: Uint8Array | null) => WireValue {
  const judged = new Map<number, Found>()
  let lastId = -1
  let last: AvroRecord | undefined
  return (bytes) => {
    if (bytes === null) return DELETION
    const id = schemaIdIn(bytes)
    if (typeof id === 'string') return { kind: 'unreadable', message: id }
    if (id === lastId) return { kind: 'value', value: bytes, from: FRAME_BYTES, schema: last! }
    const found = judged.get(id) ?? judge(contract, id, schemas.get(id))
    if (found === undefined) return { kind: 'unknown', schemaId: id }
    judged.set(id, found)
    if (!('schema' in found)) return found
    lastId = id
    last = found.schema
    return { kind: 'value', value: bytes, from: FRAME_BYTES, schema: found.schema }
  }
}

function judge(contract: Contract, id: number, found: Found | undefined): Found | undefined {
  if (found === undefined || !('schema' in found)) return found
  const drift = driftOf(contract, found.schema)
  return drift === undefined ? found : { kind: 'drift', message: `schema ${id} ${drift}` }
}

function jsonReader(contract: Contract, unwrap: (value: unknown) => unknown): (bytes: Uint8Array | null) => WireValue {
  const longs = longMembers(contractShape(contract))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return (bytes) => {
    if (bytes === null) return DELETION
    try {
      return { kind: 'value', value: unwrap(readJson(decoder.decode(bytes), longs)) }
    } catch (error) {
      if (error instanceof RecordProblem) return { kind: 'unreadable', message: `${error.path}: ${error.message}` }
      return { kind: 'unreadable', message: `no JSON: ${error instanceof Error ? error.message : String(error)}` }
    }
  }
}

async function lookUp(id: number, registry: SchemaRegistry): Promise<Found> {
  const text = await registry.schemaById(id)
  if (text === undefined) return { kind: 'unreadable', message: `schema ${id} is not in the registry ${registry.name}` }
  try {
    const schema = await parseRegistered(registry, text)
    return schema.kind === 'record'
      ? { schema }
      : { kind: 'drift', message: `schema ${id} is of type ${schema.kind}, not a record` }
  } catch (error) {
    if (!(error instanceof AvroSchemaError)) throw error
    return { kind: 'unreadable', message: `schema ${id} in the registry cannot be read: ${error.message}` }
  }
}

async function idOf(contract: Contract, registry: SchemaRegistry, environment: string | undefined): Promise<number> {
  const subject = subjectOf(contract)
  const versions = await registry.versions(subject)
  for (const version of versions.toReversed())
    if (isSameSchema(await parseRegistered(registry, version), contract.schema)) return version.id
  const env = environment === undefined ? '' : ` --env ${environment}`
  throw new DqError(
    versions.length === 0
      ? `${contract.name} is not registered: ${registry.name} has no subject ${subject}`
      : `${contract.name} is not registered as it stands in the repo: none of the ${versions.length} versions of ${subject} is its schema`,
    { hint: `dq contract register${env}`, at: { file: contract.files.avsc } },
  )
}

function demanded(registry: SchemaRegistry | undefined, environment: string | undefined): SchemaRegistry {
  if (registry !== undefined) return registry
  throw new DqError('records in Avro need a schema registry, and none is configured', {
    hint: `set registry.url in environments.${environment ?? '<env>'} of dq.yaml`,
  })
}
