import { contractTypes } from '../../contracts/codec/value-type.ts'
import type { Contract } from '../../contracts/model.ts'
import type { Finding, Place } from '../../kernel/finding.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Type } from '../../kernel/value-type.ts'
import { deadLetterTypes, lateTypes } from '../harness/envelopes.ts'
import type { JobDeclaration } from './builder.ts'
import { baseRefs, fieldsOf } from './references.ts'
import { resolveAggregates } from './resolve-aggregates.ts'
import { type Checker, checker } from './resolve-check.ts'
import { resolveInputs } from './resolve-inputs.ts'
import { resolveOutputs } from './resolve-outputs.ts'
import { resolveScore } from './resolve-score.ts'
import type { Envelope, NamedNode, ResolvedInput, ResolvedJob } from './resolved.ts'
import { scope } from './scope.ts'

export interface JobContext {
  readonly contracts: ReadonlyMap<string, Contract>
  /** The job's module, as errors name it. */
  readonly file: string
  /** Text of a file that the job names (rules), and its path for errors; undefined when it cannot be read. */
  readonly text: (file: string) => { readonly path: string; readonly text: string } | undefined
}

/**
 * Checks a declaration against the contracts: names (with did-you-mean), types, what may be used where, that every output
 * has the fields its contract wants. All problems are reported at once; the job is there only when there is none.
 */
export function resolveJob(
  declaration: JobDeclaration,
  context: JobContext,
): { readonly job?: ResolvedJob; readonly findings: readonly Finding[] } {
  const { ir } = declaration
  const check = checker(context.file)
  const inputs = resolveInputs(ir, context.contracts, check)
  const fieldTypes = new Map(inputs.map((input) => [input.alias, input.types]))
  const keyType: Type = inputs[0]?.types.get(ir.keyBy) ?? { kind: 'string', nullable: false }
  const windowTypes = new Map<string, Type>([
    ['start', { kind: 'timestamp', nullable: false }],
    ['end', { kind: 'timestamp', nullable: false }],
    ['key', keyType],
  ])

  const measures = resolveAggregates('measure', ir.measures, fieldTypes, check)
  const match = ir.match && {
    by: ir.match.by,
    inputs: [...new Set(Object.values(ir.match.measures).map(({ input }) => input))],
    measures: resolveAggregates('match', ir.match.measures, fieldTypes, check),
  }
  if (match !== undefined) checkMatch(match, inputs, check)

  const environment = {
    fields: fieldTypes,
    measures: typesOf(measures),
    window: windowTypes,
    ...(match === undefined ? {} : { match: typesOf(match.measures) }),
    untyped: {
      measure: missing(ir.measures, measures),
      match: missing(ir.match?.measures ?? {}, match?.measures ?? new Map()),
    },
  }
  const values = new Map<string, NamedNode>()
  const failed: string[] = []
  for (const [name, expr] of Object.entries(ir.values)) {
    const value = check.named(
      expr,
      scope({ ...environment, values: typesOf(values), untyped: { ...environment.untyped, value: failed } }),
      `value "${name}"`,
    )
    if (value === undefined) failed.push(name)
    else values.set(name, value)
  }
  const score = resolveScore(ir, context, { ...environment, values: typesOf(values) }, check)
  const scoreTypes =
    score === undefined
      ? undefined
      : new Map([
          ['value', score.value.type],
          ['reasons', score.reasons.type],
          ['threshold', score.threshold.type],
        ])
  const definitions = {
    values: (name: string) => values.get(name)?.expr,
    score: (name: 'value' | 'reasons' | 'threshold') => score?.[name].expr,
  }
  const outputs = resolveOutputs({
    ir,
    contracts: context.contracts,
    check,
    definitions,
    matchInputs: match?.inputs ?? [],
    // The record at hand is checked by what an expression comes down to, so named values may be shared among outputs.
    scope: {
      ...environment,
      values: typesOf(values),
      untyped: {
        ...environment.untyped,
        value: failed,
        score: ir.score !== undefined && score === undefined ? ['value', 'reasons', 'threshold'] : [],
      },
      ...(scoreTypes === undefined && ir.score === undefined ? {} : { score: scoreTypes ?? new Map() }),
      absent: { score: 'the job has no score: add .score(rules(…))', match: 'the job has no match(…)' },
    },
    envelope: (topic) => envelope(topic, deadLetterTypes, context.contracts, check),
  })
  const late = envelope(ir.late ?? `${ir.name}.late`, lateTypes, context.contracts, check)

  if (check.findings.length > 0) return { findings: check.findings }
  const used = usedFields()
  const resolved: ResolvedJob = {
    ir,
    inputs: inputs.map(({ contract, ...input }) => ({
      ...input,
      contract,
      fields: contract.schema.fields.map(({ name }) => name).filter((name) => used.get(input.alias)?.has(name)),
      deadLetters: envelope(
        contract.settings.deadLetterTopic ?? `${ir.name}.dead-letter`,
        deadLetterTypes,
        context.contracts,
        check,
      ),
    })),
    keyType,
    measures,
    ...(match === undefined ? {} : { match }),
    values,
    ...(score === undefined ? {} : { score }),
    outputs,
    late,
  }
  return check.findings.length > 0 ? { findings: check.findings } : { job: resolved, findings: [] }

  function usedFields(): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>()
    for (const input of inputs) {
      const always = [ir.keyBy, input.eventTime, ...(input.eventId === undefined ? [] : [input.eventId])]
      found.set(input.alias, new Set(match?.inputs.includes(input.alias) ? [...always, match.by] : always))
    }
    for (const { aggregate } of [...measures.values(), ...(match?.measures.values() ?? [])]) {
      for (const name of fieldsOf(aggregate)) found.get(aggregate.input)?.add(name)
    }
    for (const output of outputs) {
      for (const node of [...output.fields.map((field) => field.node), output.when, output.version]) {
        if (node === undefined) continue
        for (const ref of baseRefs(node.expr, definitions)) if (ref.of === 'field') found.get(ref.input)?.add(ref.name)
      }
    }
    return found
  }
}

/** Declared, but without a type. */
const missing = (declared: object, typed: ReadonlyMap<string, unknown>): readonly string[] =>
  Object.keys(declared).filter((name) => !typed.has(name))

const typesOf = (nodes: ReadonlyMap<string, { readonly type: Type }>): ReadonlyMap<string, Type> =>
  new Map([...nodes].map(([name, { type }]) => [name, type]))

function checkMatch(
  match: { readonly by: string; readonly inputs: readonly string[] },
  inputs: readonly Omit<ResolvedInput, 'fields' | 'deadLetters'>[],
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

/** The topic's contract must have exactly the fields `dq` writes; without a contract the topic is written all the same. */
function envelope(
  topic: string,
  types: Readonly<Record<string, Type>>,
  contracts: ReadonlyMap<string, Contract>,
  check: Checker,
): Envelope {
  const contract = contracts.get(topic)
  if (contract === undefined) return { topic }
  const place: Place = { file: contract.files.avsc }
  const actual = contractTypes(contract)
  for (const [name, expected] of Object.entries(types)) {
    const type = actual.get(name)
    if (type?.kind !== expected.kind || type.nullable !== expected.nullable) {
      const wanted = `${expected.nullable ? 'a nullable ' : ''}${expected.kind}`
      check.add(
        'envelope-mismatch',
        `${topic}: field "${name}" must be ${wanted}: dq itself writes this topic`,
        undefined,
        place,
      )
    }
  }
  for (const name of actual.keys()) {
    if (!(name in types) && contract.schema.fields.find((field) => field.name === name)?.default === undefined) {
      check.add(
        'envelope-mismatch',
        `${topic}: dq never writes the field "${name}"`,
        'remove it or give it a default',
        place,
      )
    }
  }
  return { topic, contract }
}
