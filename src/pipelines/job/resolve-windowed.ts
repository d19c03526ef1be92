import { didYouMean } from '../../kernel/suggest.ts'
import type { Type } from '../../kernel/value-type.ts'
import { lateTypes } from '../harness/envelopes.ts'
import type { WindowedIr } from './ir.ts'
import { scoreParts } from './references.ts'
import { resolveAggregates } from './resolve-aggregates.ts'
import type { Checker } from './resolve-check.ts'
import { resolveEnvelope } from './resolve-envelope.ts'
import { readFields, withFields } from './resolve-fields.ts'
import { resolveTimedInputs, type TimedDraft } from './resolve-inputs.ts'
import { resolveOutputs } from './resolve-outputs.ts'
import { resolveScore } from './resolve-score.ts'
import { missing, resolveValues, typesOf } from './resolve-values.ts'
import type { ResolvedScore, WindowedJob } from './resolved.ts'
import type { Resolving } from './resolving.ts'
import type { ScopeParts } from './scope.ts'

export function resolveWindowed(ir: WindowedIr, resolving: Resolving): WindowedJob | undefined {
  const { check, contracts, deadLetters } = resolving
  const inputs = resolveTimedInputs(ir, contracts, check, 'a window needs')
  const fieldTypes = new Map(inputs.map((input) => [input.alias, input.types]))
  const keyType: Type = inputs[0]?.types.get(ir.keyBy) ?? { kind: 'string', nullable: false }
  const measures = resolveAggregates('measure', ir.measures, fieldTypes, check)
  const match = ir.match && {
    by: ir.match.by,
    inputs: [...new Set(Object.values(ir.match.measures).map(({ input }) => input))],
    measures: resolveAggregates('match', ir.match.measures, fieldTypes, check),
  }
  if (match !== undefined) checkMatch(match, inputs, check)

  const environment: ScopeParts = {
    fields: fieldTypes,
    measures: typesOf(measures),
    window: new Map<string, Type>([
      ['start', { kind: 'timestamp', nullable: false }],
      ['end', { kind: 'timestamp', nullable: false }],
      ['key', keyType],
    ]),
    ...(match === undefined ? {} : { match: typesOf(match.measures) }),
    untyped: {
      measure: missing(ir.measures, measures),
      match: missing(ir.match?.measures ?? {}, match?.measures ?? new Map()),
    },
    absent: { state: 'only a running job has a state: use measures and window' },
  }
  const { values, scope } = resolveValues(ir.values, environment, check)
  const score = resolveScore(ir.score, resolving, scope)
  const definitions = {
    values: (name: string) => values.get(name)?.expr,
    score: (part: 'value' | 'reasons' | 'threshold') => score && scoreParts(score, part),
  }
  const outputs = resolveOutputs({
    ir,
    contracts,
    check,
    definitions,
    matchInputs: match?.inputs ?? [],
    // The record at hand is checked by what an expression comes down to, so named values may be shared among outputs.
    scope: { ...scope, ...scoreScope(ir, score, scope) },
    deadLetters,
  })
  const late = resolveEnvelope(ir.late ?? `${ir.name}.late`, lateTypes, contracts, check)
  if (check.findings.length > 0) return undefined
  const meanings = {
    keyType,
    measures,
    values,
    ...(match === undefined ? {} : { match }),
    ...(score === undefined ? {} : { score }),
  }
  const read = readFields({ meanings, outputs, definitions })
  return { kind: 'windowed', ir, inputs: withFields(inputs, read, deadLetters), ...meanings, outputs, late }
}

/** A score with a problem of its own is there, without types. */
function scoreScope(ir: WindowedIr, score: ResolvedScore | undefined, { untyped, absent }: ScopeParts) {
  const absentScore = { score: 'the job has no score: add .score(rules(…))', match: 'the job has no match(…)' }
  if (ir.score === undefined) return { absent: { ...absent, ...absentScore } }
  const types =
    score && new Map((['value', 'reasons', 'threshold'] as const).map((part) => [part, score[part].type] as const))
  return {
    score: new Map<string, Type>(types ?? []),
    untyped: { ...untyped, score: types === undefined ? ['value', 'reasons', 'threshold'] : [] },
    absent: { ...absent, ...absentScore },
  }
}

function checkMatch(
  match: { readonly by: string; readonly inputs: readonly string[] },
  inputs: readonly TimedDraft[],
  check: Checker,
): void {
  for (const input of inputs.filter(({ alias }) => match.inputs.includes(alias))) {
    const type = input.types.get(match.by)
    if (type === undefined) {
      check.add(
        'unknown-field',
        `match by "${match.by}": input "${input.alias}" has no such field${didYouMean(match.by, input.types.keys())}`,
      )
    } else if (type.nullable) {
      check.add(
        'nullable-key',
        `match by "${match.by}": the field of input "${input.alias}" may be null`,
        'match by a required field',
      )
    }
  }
}
