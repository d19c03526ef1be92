import { contractTypes } from '../../contracts/codec/value-type.ts'
import type { Contract } from '../../contracts/model.ts'
import type { Place } from '../../kernel/finding.ts'
import type { Type } from '../../kernel/value-type.ts'
import type { Checker } from './resolve-check.ts'
import type { Envelope } from './resolved.ts'

/** The topic's contract must have exactly the fields `dq` writes; without a contract the topic is written all the same. */
export function resolveEnvelope(
  topic: string,
  types: Readonly<Record<string, Type>>,
  contracts: ReadonlyMap<string, Contract>,
  check: Checker,
): Envelope {
  const contract = contracts.get(topic)
  if (contract === undefined) return { topic }
  const place: Place = { file: contract.files.avsc }
  const actual = contractTypes(contract)
  for (const [name, expected] of Object.entries(types)) {
    const type = actual.get(name)
    if (type?.kind !== expected.kind || type.nullable !== expected.nullable) {
      const wanted = `${expected.nullable ? 'a nullable ' : ''}${expected.kind}`
      check.add(
        'envelope-mismatch',
        `${topic}: field "${name}" must be ${wanted}: dq itself writes this topic`,
        undefined,
        place,
      )
    }
  }
  for (const name of actual.keys()) {
    if (!(name in types) && contract.schema.fields.find((field) => field.name === name)?.default === undefined) {
      check.add(
        'envelope-mismatch',
        `${topic}: dq never writes the field "${name}"`,
        'remove it or give it a default',
        place,
      )
    }
  }
  return { topic, contract }
}
