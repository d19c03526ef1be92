import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import { AvroSchemaError } from '../avro/error.ts'
import { schemaJson } from '../avro/print.ts'
import type { AvroRecord } from '../avro/schema.ts'
import { schemaText } from '../codec/avro/event-schema.ts'
import type { CompatibilityLevel, Contract } from '../model.ts'
import { syncProperties } from '../sync/sync-properties.ts'
import { parseRegistered } from './parse.ts'
import type { SchemaRegistry } from './ports.ts'
import { isSameSchema } from './same-schema.ts'
import { isRegistered, subjectOf } from './subjects.ts'

/** What becomes of one subject: a draft of a contract, or why there is none. */
export type Pulled =
  | {
      readonly kind: 'draft'
      readonly subject: string
      readonly contract: string
      readonly files: readonly DraftFile[]
    }
  /** A contract governs it; `differs` where its schema is not the newest of the registry. */
  | { readonly kind: 'governed' | 'differs'; readonly subject: string; readonly contract: string }
  | { readonly kind: 'skipped'; readonly subject: string; readonly why: string }

export interface DraftFile {
  /** Below the folder of contracts. */
  readonly path: string
  readonly text: string
}

/** Drafts of contracts for the subjects of a registry that no contract governs; `only`: these subjects, else all. */
export async function pullContracts(
  registry: SchemaRegistry,
  contracts: readonly Contract[],
  { layer, only = [] }: { readonly layer: string; readonly only?: readonly string[] },
): Promise<readonly Pulled[]> {
  const all = await registry.subjects()
  for (const subject of only)
    if (!all.includes(subject))
      throw new DqError(`the registry has no subject "${subject}"${didYouMean(subject, all)}`, {
        hint: `it has ${all.length} at ${registry.name}`,
      })
  const governed = new Map(contracts.filter(isRegistered).map((contract) => [subjectOf(contract), contract]))
  const names = new Set(contracts.map(({ name }) => name))
  const pulled: Pulled[] = []
  for (const subject of only.length > 0 ? only : all.toSorted())
    pulled.push(await pull(registry, subject, governed.get(subject), { layer, names }))
  return pulled
}

async function pull(
  registry: SchemaRegistry,
  subject: string,
  contract: Contract | undefined,
  { layer, names }: { readonly layer: string; readonly names: ReadonlySet<string> },
): Promise<Pulled> {
  const skipped = (why: string): Pulled => ({ kind: 'skipped', subject, why })
  const topic = /^(.+)-value$/.exec(subject)?.[1]
  if (contract === undefined && topic === undefined)
    return skipped(
      subject.endsWith('-key') ? 'it holds keys' : 'its name says no topic: it may be a type that others use',
    )
  if (contract === undefined && names.has(topic ?? '')) return skipped(`the contract ${topic} says another wire format`)
  try {
    const newest = (await registry.versions(subject)).at(-1)
    if (newest === undefined) return skipped('it has no version')
    const schema = await parseRegistered(registry, newest)
    if (contract !== undefined)
      return { kind: isSameSchema(schema, contract.schema) ? 'governed' : 'differs', subject, contract: contract.name }
    if (schema.kind !== 'record') return skipped(`it is of type ${schema.kind}, not a record`)
    const name = topic ?? ''
    const level = await registry.level(subject)
    const path = `${layer}/${name}`
    const files = [
      { path: `${path}.avsc`, text: avscText(schema) },
      { path: `${path}.odcs.yaml`, text: syncProperties(odcsText(name, level), schema) },
    ]
    return { kind: 'draft', subject, contract: name, files }
  } catch (error) {
    if (error instanceof AvroSchemaError) return skipped(`it cannot be read: ${error.message}`)
    if (error instanceof DqError) return skipped(error.message)
    throw error
  }
}

/** Laid out for people, where no number would lose digits by it. */
function avscText(schema: AvroRecord): string {
  const text = schemaText(schemaJson(schema))
  const pretty = JSON.stringify(JSON.parse(text), null, 2)
  return `${JSON.stringify(JSON.parse(pretty)) === text ? pretty : text}\n`
}

const odcsText = (name: string, level: CompatibilityLevel): string => `apiVersion: v3.1.0
kind: DataContract
id: ${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}
name: ${name}
version: 1.0.0
status: draft
schema:
  - name: ${name.replaceAll(/\W/g, '_')}
    physicalName: ${name}
    physicalType: topic
    logicalType: object
    authoritativeDefinitions:
      - type: avroSchema
        url: ./${name}.avsc
    properties: []
customProperties:
  - property: compatibility
    value: ${level}
  - property: wireFormat
    value: avro
`
