import type { RecordsIr } from './ir.ts'
import { readFields, withFields } from './resolve-fields.ts'
import { resolveInputs } from './resolve-inputs.ts'
import { resolveOutputs } from './resolve-outputs.ts'
import { resolveValues } from './resolve-values.ts'
import type { RecordsJob } from './resolved.ts'
import type { Resolving } from './resolving.ts'

export function resolveRecords(ir: RecordsIr, { check, contracts, deadLetters }: Resolving): RecordsJob | undefined {
  const inputs = resolveInputs(ir, contracts, check)
  const none = (what: string): string => `a record-by-record job has no ${what}: use fields of the record`
  const { values, scope } = resolveValues(
    ir.values,
    {
      fields: new Map(inputs.map((input) => [input.alias, input.types])),
      absent: {
        measure: none('measures'),
        match: none('match'),
        score: none('score'),
        window: none('windows'),
        state: none('state'),
      },
    },
    check,
  )
  const definitions = { values: (name: string) => values.get(name)?.expr, score: () => undefined }
  const outputs = resolveOutputs({ ir, contracts, check, definitions, matchInputs: [], scope, deadLetters })
  if (check.findings.length > 0) return undefined
  const meanings = { measures: new Map(), values }
  const read = readFields({ meanings, outputs, definitions })
  return { kind: 'records', ir, inputs: withFields(inputs, read, deadLetters), ...meanings, outputs }
}
