import { pointer } from '../../../kernel/json.ts'
import type { AvroRecord, AvroSchema } from '../../avro/schema.ts'
import { nameMatches, promotes } from '../match.ts'
import type { Datum, FieldDatum } from './datum.ts'

export interface Fault {
  /** JSON pointer into the datum. */
  readonly path: string
  readonly datum: Datum
  readonly message: string
}

/** What a decoder says against a datum on its own, or undefined when it reads it. */
export type Objection = (datum: Datum, reader: AvroSchema) => string | undefined

/** Goes down to the innermost part of a datum that a decoder does not read: `message` is what it says of the whole. */
export function locate(datum: Datum, reader: AvroSchema, message: string, objection: Objection): Fault {
  let fault: Fault & { readonly reader: AvroSchema } = { path: '', datum, message, reader }
  for (;;) {
    const inner = parts(fault.datum, fault.reader).flatMap(({ step, value, reader }) => {
      const said = objection(value, reader)
      const path = step === undefined ? fault.path : pointer(fault.path, step)
      return said === undefined ? [] : [{ path, datum: value, message: said, reader }]
    })[0]
    if (inner === undefined) return fault
    fault = inner
  }
}

interface Part {
  readonly step: string | number | undefined
  readonly value: Datum
  readonly reader: AvroSchema
}

/** The parts of a datum with the types that read them. */
function parts(datum: Datum, reader: AvroSchema): readonly Part[] {
  if (datum.kind === 'union') return [{ step: undefined, value: datum.value, reader }]
  if (reader.kind === 'union') {
    const alike = reader.branches.filter((branch) => isAlike(branch, datum.schema))
    return alike.length === 1 && alike[0] !== undefined ? [{ step: undefined, value: datum, reader: alike[0] }] : []
  }
  if (datum.kind === 'array' && reader.kind === 'array')
    return datum.items.map((value, step) => ({ step, value, reader: reader.items }))
  if (datum.kind === 'map' && reader.kind === 'map')
    return datum.entries.map(([step, value]) => ({ step, value, reader: reader.values }))
  if (datum.kind === 'record' && reader.kind === 'record')
    return datum.fields.flatMap((field) => readField(field, reader))
  return []
}

function readField({ field, value }: FieldDatum, reader: AvroRecord): readonly Part[] {
  const read =
    reader.fields.find(({ name }) => name === field.name) ??
    reader.fields.find(({ aliases }) => aliases.includes(field.name))
  return read === undefined ? [] : [{ step: field.name, value, reader: read.type }]
}

const isAlike = (reader: AvroSchema, writer: AvroSchema): boolean =>
  'fullName' in reader && 'fullName' in writer
    ? reader.kind === writer.kind && nameMatches(reader, writer)
    : reader.kind === writer.kind || promotes(reader.kind, writer.kind)
