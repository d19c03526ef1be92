import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { AvroRecord } from '../avro/schema.ts'
import type { Contract } from '../model.ts'
import type { Wanted } from './avro/emitter.ts'
import { readFields } from './avro/kinds/record.ts'
import { compileRead } from './avro/program.ts'
import { AvroReader } from './avro/reader.ts'
import { Misfit } from './avro/resolve.ts'
import { RecordProblem } from './record-problem.ts'
import type { ShapeOf } from './shape.ts'
import { contractShape } from './shape-of.ts'
import type { DecodedRecord } from './value.ts'

/** Reads the record that fills the bytes from `from` to `to` (all of them by default). `likely`: a text that it probably holds, which makes that quicker. */
export type AvroDecoder = (bytes: Uint8Array, from?: number, to?: number, likely?: string | null) => DecodedRecord

/**
 * Generates a function that reads a record of Avro's binary encoding, checks it against the whole contract and converts it
 * (representations: `kernel/value-type.ts`). It throws a RecordProblem at the first thing that is wrong, bytes left over included.
 * With `fields` the result has only these (`source.ts_us`: of the record `source` only that, unless records of its kind are inside each
 * other): the others are checked and passed over, so that the verdict is the same.
 * `writer` is the schema the bytes were written with, where it is not the contract's own.
 * @throws DqError when what the writer wrote cannot be read with this contract.
 */
export function compileAvroDecoder(
  contract: Pick<Contract, 'schema' | 'fields'>,
  options: { readonly fields?: readonly string[]; readonly writer?: AvroRecord } = {},
): AvroDecoder {
  const shape = contractShape(contract)
  const wanted = options.fields && wantedOf(shape, options.fields)
  const writer = options.writer === undefined ? shape : contractShape({ schema: options.writer, fields: [] })
  const read = compiled(writer, shape, wanted)
  const reader = new AvroReader()
  return (bytes, from = 0, to = bytes.length, likely = '') => {
    reader.reset(bytes, from, to)
    reader.likely = likely ?? ''
    let record: unknown
    try {
      record = read(reader)
    } catch (error) {
      throw reader.at > to ? cutOff() : error
    }
    if (reader.at !== to) throw reader.at > to ? cutOff() : leftOver(to - reader.at)
    return record as DecodedRecord
  }
}

/** No name has a dot: what stands behind one is a field of the record before it. */
function wantedOf({ definition }: ShapeOf<'record'>, fields: readonly string[]): Wanted {
  const names = definition.fields.map(({ name }) => name)
  const wanted = new Map<string, Wanted | undefined>()
  for (const [name, paths] of Map.groupBy(fields, (field) => field.split('.', 1)[0]!)) {
    const shape = definition.fields.find((field) => field.name === name)?.shape
    if (shape === undefined) throw new DqError(`${definition.name} has no field "${name}"${didYouMean(name, names)}`)
    const inside = paths.filter((path) => path !== name).map((path) => path.slice(name.length + 1))
    if (inside.length > 0 && shape.kind !== 'record')
      throw new DqError(`the field "${name}" of ${definition.name} is no record: it has no "${inside[0]}"`)
    wanted.set(name, shape.kind === 'record' && inside.length === paths.length ? wantedOf(shape, inside) : undefined)
  }
  return wanted
}

function compiled(writer: ShapeOf<'record'>, shape: ShapeOf<'record'>, only: Wanted | undefined) {
  try {
    return compileRead((emit) => readFields(writer, shape, { output: 'output', path: '""', only }, emit))
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    const place = error.path === '' ? '' : `${error.path}: `
    throw new DqError(
      `what was written as ${writer.definition.name} cannot be read with the contract: ${place}${error.message}`,
      {
        hint: 'make the contract compatible with the schema of the records, or convert them',
      },
    )
  }
}

const cutOff = (): RecordProblem => new RecordProblem('schema', '', 'the bytes end before the record does')

const leftOver = (bytes: number): RecordProblem =>
  new RecordProblem('schema', '', `${bytes} bytes are left over after the record: it was written with another schema`)
