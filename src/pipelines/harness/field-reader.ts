import type { DecodedRecord, Value } from '../../contracts/codec/value.ts'

/** Reads one field of records: a function of its own for each, so that V8 sees a name and one shape, not any name of any record. */
export const fieldReader = (name: string): ((record: DecodedRecord) => Value) =>
  new Function('record', `return record[${JSON.stringify(name)}]`) as (record: DecodedRecord) => Value
