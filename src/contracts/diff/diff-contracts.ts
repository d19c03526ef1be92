import { compareCodePoints } from '../../kernel/code-points.ts'
import type { Contract } from '../model.ts'
import type { Change } from './change.ts'
import { diffContractField } from './diff-constraints.ts'
import { diffDocument, diffSettings } from './diff-document.ts'
import { matchFields } from './diff-record.ts'
import { diffSchemas } from './diff-schema.ts'
import { diffSla } from './diff-sla.ts'
import type { Sides } from './pair.ts'
import { pairContracts } from './pair-contracts.ts'

/**
 * Every difference between two states of a contract repo, contract by contract in the order of their names; within one: the
 * document, settings, service levels, schema, fields. Contracts are matched by name, else by id; the same object on both sides is not looked into.
 */
export function diffContracts(before: readonly Contract[], after: readonly Contract[]): readonly Change[] {
  const { pairs, added, removed } = pairContracts(before, after)
  const all: (readonly [name: string, () => readonly Change[]])[] = [
    ...pairs.map((sides) => [sides.after.name, () => diffContract(sides)] as const),
    ...added.map((contract) => [contract.name, () => [addition(contract)]] as const),
    ...removed.map((contract) => [contract.name, () => [removal(contract)]] as const),
  ]
  return all.sort(([a], [b]) => compareCodePoints(a, b)).flatMap(([, changes]) => changes())
}

const addition = (contract: Contract): Change => ({
  kind: 'contract-added',
  of: contract.name,
  path: '',
  after: contract.places.odcs([]),
  version: contract.version,
})

const removal = (contract: Contract): Change => ({
  kind: 'contract-removed',
  of: contract.name,
  path: '',
  before: contract.places.odcs([]),
  version: contract.version,
})

/** The differences of one contract at two times. */
function diffContract(sides: Sides): readonly Change[] {
  const { before, after } = sides
  if (before === after) return []
  const matched = matchFields(before.schema, after.schema)
  const renamed = new Map([...matched].map(([now, old]) => [old.name, now.name]))
  return [
    ...diffDocument(sides),
    ...diffSettings(sides, renamed),
    ...diffSla(sides),
    ...diffSchemas(sides),
    ...before.fields.flatMap((old) => {
      const now = after.fields.find(({ name }) => name === renamed.get(old.name))
      return now === undefined ? [] : [...diffContractField(old, now, sides)]
    }),
  ]
}
