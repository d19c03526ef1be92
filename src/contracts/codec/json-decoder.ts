import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Contract } from '../model.ts'
import { decodeRecord } from './json/kinds/record.ts'
import { compileProgram } from './json/program.ts'
import type { RecordProblem } from './record-problem.ts'
import { contractShape } from './shape-of.ts'
import type { DecodedRecord } from './value.ts'

const ROOT = { input: 'value', output: 'output', path: '""' }

/**
 * Generates a function that checks a value of JSON.parse against the whole contract and converts it (representations: `kernel/value-type.ts`).
 * It throws a RecordProblem at the first thing that is wrong: a type, a constraint, a missing or an unknown field.
 * With `fields` the result has only these, in the order of the schema; all are checked all the same.
 */
export function compileJsonDecoder(
  contract: Pick<Contract, 'schema' | 'fields'>,
  options: { readonly fields?: readonly string[] } = {},
): (value: unknown) => DecodedRecord {
  const shape = contractShape(contract)
  const names = shape.definition.fields.map(({ name }) => name)
  for (const field of options.fields ?? [])
    if (!names.includes(field))
      throw new DqError(`${shape.definition.name} has no field "${field}"${didYouMean(field, names)}`)
  const wanted = options.fields && new Set(options.fields)
  return compileProgram('decode', 'throw', (emit) => decodeRecord(shape, ROOT, emit, wanted)) as (
    value: unknown,
  ) => DecodedRecord
}

/** Generates a function that gives every problem of a value of JSON.parse; none when it keeps the contract. */
export function checkJson(contract: Pick<Contract, 'schema' | 'fields'>): (value: unknown) => readonly RecordProblem[] {
  const shape = contractShape(contract)
  return compileProgram('decode', 'collect', (emit) => decodeRecord(shape, ROOT, emit, undefined)) as (
    value: unknown,
  ) => readonly RecordProblem[]
}
