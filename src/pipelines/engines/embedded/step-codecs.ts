import { compileJsonDecoder } from '../../../contracts/codec/json-decoder.ts'
import { compileJsonEncoder } from '../../../contracts/codec/json-encoder.ts'
import type { StepCodecs } from '../../harness/step-task.ts'
import type { JsonRecord } from '../../job/functions.ts'
import type { StepJob } from '../../job/resolved.ts'

/** The records of a step in JSON as fixtures write it: what its code reads is cut to the fields it names, what it emits is checked whole. */
export function stepCodecs(job: StepJob): StepCodecs {
  return {
    read: job.inputs.map(({ alias, contract }) => {
      const names = new Set(job.ir.reads[alias])
      const fields = contract.schema.fields.filter(({ name }) => names.has(name))
      const encode = compileJsonEncoder({ fields: contract.fields, schema: { ...contract.schema, fields } })
      return (record) => {
        const read = Object.fromEntries(fields.map(({ name }) => [name, record[name]]))
        return JSON.parse(encode(read)) as JsonRecord
      }
    }),
    written: job.outputs.map(({ contract }) => compileJsonDecoder(contract)),
  }
}
