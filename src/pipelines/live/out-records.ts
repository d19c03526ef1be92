import type { Contract } from '../../contracts/model.ts'
import type { OutEvent } from '../ports.ts'
import { schemaIdOf } from './live-event.ts'
import type { OutRecord } from './ports.ts'

/** What a topic's records begin with, and nothing for stores: their changes are rows, not records. */
export type PrefixOf = (topic: string) => Uint8Array | undefined

/** Outputs as records of the log, in their order. `stores` are left out: their rows are upserted. `rawOf` gives what a dead letter came as. */
export function outRecords(
  events: readonly OutEvent[],
  job: string,
  stores: ReadonlySet<string>,
  prefixOf: PrefixOf,
  schemaIds: ReadonlyMap<string, number>,
): OutRecord[] {
  const records: OutRecord[] = []
  for (const { topic, partition, key, value, letter } of events) {
    if (stores.has(topic)) continue
    const record = { topic, partition, key, value: framed(value, prefixOf(topic)) }
    records.push(letter === undefined ? record : { ...record, headers: letterHeaders(job, letter, schemaIds) })
  }
  return records
}

function framed(value: OutEvent['value'], prefix: Uint8Array | undefined): OutEvent['value'] {
  if (typeof value === 'string' || prefix === undefined || prefix.length === 0) return value
  const bytes = new Uint8Array(prefix.length + value.length)
  bytes.set(prefix)
  bytes.set(value, prefix.length)
  return bytes
}

function letterHeaders(
  job: string,
  { reason, topic, partition, offset }: NonNullable<OutEvent['letter']>,
  schemaIds: ReadonlyMap<string, number>,
): Record<string, string> {
  const schemaId = schemaIds.get(positionName(topic, partition, offset))
  return {
    'dq.job': job,
    'dq.reason': reason,
    'dq.topic': topic,
    'dq.partition': String(partition),
    'dq.offset': String(offset),
    ...(schemaId === undefined ? {} : { 'dq.schema-id': String(schemaId) }),
  }
}

const positionName = (topic: string, partition: number, offset: number): string => `${topic} ${partition} ${offset}`

/** Remembers the schema ids of records that were refused, until they are written. */
export function noteSchemaId(
  into: Map<string, number>,
  contract: Contract,
  at: { readonly topic: string; readonly partition: number; readonly offset: number },
  raw: Uint8Array,
): void {
  const id = schemaIdOf(contract, raw)
  if (id !== undefined) into.set(positionName(at.topic, at.partition, at.offset), id)
}
