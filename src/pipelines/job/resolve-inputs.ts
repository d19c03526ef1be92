import { contractTypes } from '../../contracts/codec/value-type.ts'
import type { Contract } from '../../contracts/model.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { JobIr } from './ir.ts'
import type { Checker } from './resolve-check.ts'
import type { ResolvedInput, TimedInput } from './resolved.ts'

export type InputDraft = Omit<ResolvedInput, 'fields' | 'deadLetters'>
export type TimedDraft = Omit<TimedInput, 'fields' | 'deadLetters'>

/** Finds the inputs' contracts and, for a job with a key, checks that their records can meet (co-partitioned). */
export function resolveInputs(
  ir: JobIr,
  contracts: ReadonlyMap<string, Contract>,
  check: Checker,
): readonly InputDraft[] {
  const inputs = Object.entries(ir.inputs).flatMap(([alias, name]): InputDraft[] => {
    const contract = contracts.get(name)
    if (contract === undefined) {
      check.add(
        'unknown-contract',
        `input "${alias}": no contract is called "${name}"${didYouMean(name, contracts.keys())}`,
        'see `dq contract list`',
      )
      return []
    }
    const { eventTime, eventId } = contract.settings
    const optional = {
      ...(eventTime === undefined ? {} : { eventTime }),
      ...(eventId === undefined ? {} : { eventId }),
    }
    return [{ alias, contract, types: contractTypes(contract), ...optional }]
  })
  if ('keyBy' in ir && ir.keyBy !== undefined) checkKeys(ir.keyBy, inputs, check)
  return inputs
}

/** The same for a job in which the records' event time matters; `why` ends the sentence of the problem. */
export const resolveTimedInputs = (
  ir: JobIr,
  contracts: ReadonlyMap<string, Contract>,
  check: Checker,
  why: string,
): readonly TimedDraft[] =>
  resolveInputs(ir, contracts, check).flatMap((input): TimedDraft[] => {
    const { alias, contract, eventTime } = input
    if (eventTime !== undefined) return [{ ...input, eventTime }]
    check.add(
      'no-event-time',
      `input "${alias}": contract ${contract.name} names no eventTime, which ${why}`,
      'add the custom property eventTime',
      { file: contract.files.odcs },
    )
    return []
  })

function checkKeys(keyBy: string, inputs: readonly InputDraft[], check: Checker): void {
  const first = inputs[0]
  for (const { alias, contract, types } of inputs) {
    const type = types.get(keyBy)
    const place = { file: contract.files.odcs }
    if (type === undefined) {
      check.add(
        'unknown-field',
        `keyBy: input "${alias}" has no field "${keyBy}"${didYouMean(keyBy, types.keys())}`,
        `known: ${[...types.keys()].join(', ')}`,
      )
      continue
    }
    if (type.nullable)
      check.add('nullable-key', `keyBy: ${contract.name}.${keyBy} may be null`, 'key by a required field')
    if (!KEY_KINDS.has(type.kind))
      check.add('key-type', `keyBy: ${contract.name}.${keyBy} is of type ${type.kind}`, 'key by a string or an integer')
    const differs = (what: string, here: unknown, there: unknown): void =>
      check.add(
        'not-co-partitioned',
        `${contract.name} and ${first!.contract.name} are not co-partitioned: ${what} ${here} and ${there}`,
        'give both topics the same key, partitioner and partition count',
        place,
      )
    const { key, partitions, partitioner } = contract.settings
    if (key !== keyBy)
      check.add(
        'not-co-partitioned',
        `${contract.name} is keyed by ${key ?? 'nothing'}, the job by ${keyBy}: records of one ${keyBy} would be spread over partitions`,
        `key the topic by ${keyBy}`,
        place,
      )
    if (first === undefined || first.alias === alias) continue
    const firstType = first.types.get(keyBy)
    if (firstType !== undefined && firstType.kind !== type.kind) differs('key type', type.kind, firstType.kind)
    if (partitions !== first.contract.settings.partitions)
      differs('partitions', partitions, first.contract.settings.partitions)
    if (partitioner !== first.contract.settings.partitioner)
      differs('partitioner', partitioner, first.contract.settings.partitioner)
  }
}

const KEY_KINDS: ReadonlySet<string> = new Set(['string', 'int', 'int53', 'long'])
