import { contractTypes } from '../contracts/codec/value-type.ts'
import type { Contract } from '../contracts/model.ts'
import type { DocPath } from '../contracts/repo/located.ts'
import { finding } from '../contracts/validate/rule.ts'
import type { Finding, Place } from '../kernel/finding.ts'
import { didYouMean } from '../kernel/suggest.ts'
import { canAnswer } from './column-type.ts'
import type { Bound } from './expectation.ts'
import { conditionColumns } from './row-condition.ts'
import impossibleExpectation from './rules/impossible-expectation.ts'
import unknownColumn from './rules/unknown-column.ts'

/** Whether the contract has every column that is named, of a type that can answer. Without a contract nothing is known. */
export function checkColumns(
  bound: Bound,
  contract: Contract | undefined,
  at: (path: DocPath) => Place,
): readonly Finding[] {
  if (contract === undefined) return []
  const types = contractTypes(contract)
  const inCondition = bound.condition === undefined ? [] : conditionColumns(bound.condition)
  const uses = [
    ...bound.columns,
    ...inCondition.map(({ name, path }) => ({ name, path: ['row_condition', ...path], needs: 'anything' as const })),
  ]
  return uses.flatMap(({ name, path, needs }) => {
    const type = types.get(name)
    if (type === undefined) {
      const message = `the contract ${contract.name} has no field "${name}"${didYouMean(name, types.keys())}`
      return [finding(unknownColumn, { at: at(path), message })]
    }
    const neutral = type.kind === 'int53' ? 'long' : type.kind
    if (canAnswer(needs, neutral)) return []
    const message = `${name} is of type ${neutral}, and this expectation needs ${needs}`
    return [finding(impossibleExpectation, { at: at(path), message })]
  })
}
