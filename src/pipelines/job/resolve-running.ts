import type { Type } from '../../kernel/value-type.ts'
import type { RunningIr } from './ir.ts'
import { resolveAggregates } from './resolve-aggregates.ts'
import { readFields, withFields } from './resolve-fields.ts'
import { resolveTimedInputs } from './resolve-inputs.ts'
import { resolveOutputs } from './resolve-outputs.ts'
import { missing, resolveValues, typesOf } from './resolve-values.ts'
import type { RunningJob } from './resolved.ts'
import type { Resolving } from './resolving.ts'

export function resolveRunning(ir: RunningIr, { check, contracts, deadLetters }: Resolving): RunningJob | undefined {
  const inputs = resolveTimedInputs(ir, contracts, check, 'state.time is')
  const fieldTypes = new Map(inputs.map((input) => [input.alias, input.types]))
  const keyType: Type = inputs[0]?.types.get(ir.keyBy) ?? { kind: 'string', nullable: false }
  const measures = resolveAggregates('measure', ir.measures, fieldTypes, check)
  const { values, scope } = resolveValues(
    ir.values,
    {
      fields: fieldTypes,
      measures: typesOf(measures),
      state: new Map<string, Type>([
        ['key', keyType],
        ['revision', { kind: 'int53', nullable: false }],
        ['time', { kind: 'timestamp', nullable: false }],
      ]),
      untyped: { measure: missing(ir.measures, measures) },
      absent: {
        window: 'a running job has no windows: use state.key and state.time',
        match: 'a running job has no match',
        score: 'a running job has no score',
      },
    },
    check,
  )
  const definitions = { values: (name: string) => values.get(name)?.expr, score: () => undefined }
  const outputs = resolveOutputs({ ir, contracts, check, definitions, matchInputs: [], scope, deadLetters })
  if (check.findings.length > 0) return undefined
  const meanings = { keyType, measures, values }
  const read = readFields({ meanings, outputs, definitions })
  return { kind: 'running', ir, inputs: withFields(inputs, read, deadLetters), ...meanings, outputs }
}
