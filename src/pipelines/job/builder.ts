import { DqError } from '../../kernel/errors.ts'
import type { AggregateExpr } from '../expr/aggregate.ts'
import type { RefExpr } from '../expr/ir.ts'
import { callSite } from '../expr/site.ts'
import { type AnyExpr, inputAlias, recordOf, type TypedExpr, wrap } from '../expr/typed.ts'
import type {
  AnyField,
  CheckedInputs,
  CommonFields,
  ContractName,
  Environment,
  InputMap,
  MatchRecords,
  OutputFields,
  Records,
  RefsOf,
} from './builder-types.ts'
import type { JobIr, Output, TumblingWindow } from './ir.ts'
import { placeOf, siteBook } from './sites.ts'

/** What a job module exports by default: the declaration as plain data. */
export interface JobDeclaration {
  readonly ir: JobIr
}

const ALIAS = /^[A-Za-z_][A-Za-z0-9_]*$/
/** What the later steps are given beside the records. */
const RESERVED: ReadonlySet<string> = new Set(['measures', 'match', 'values', 'score', 'window', 'state'])
const JOB_NAME = /^[a-z][a-z0-9-]*$/

/**
 * Begins the declaration of a job. Each step gives the next one its names and types, so an editor reports one error per
 * mistake; the same checks are repeated against the contracts when the job is loaded (Node strips types unchecked).
 * @throws DqError for what is wrong whatever the contracts say: an ill-formed name, an empty step.
 */
export function job(name: string): InputStep {
  if (!JOB_NAME.test(name)) throw declared(`"${name}" is no job name`, 'use lower-case letters, digits and hyphens')
  if (name === 'contracts')
    throw declared('no job may be called "contracts"', 'fixtures/contracts/ holds the examples of contracts')
  return {
    inputs(inputs) {
      for (const alias of Object.keys(inputs)) {
        if (!ALIAS.test(alias)) throw declared(`input alias "${alias}" is no identifier`, 'use letters, digits and _')
        if (RESERVED.has(alias))
          throw declared(
            `input alias "${alias}" has a meaning of its own in a job`,
            'name it after what it holds, e.g. order',
          )
      }
      if (Object.keys(inputs).length === 0) throw declared(`job ${name} has no inputs`, 'name at least one contract')
      return keyStep(name, inputs as InputMap) as never
    },
  }
}

interface InputStep {
  /** Alias → contract name: the topics the job reads. */
  inputs<const I extends InputMap>(inputs: CheckedInputs<I>): KeyStep<I>
}

interface KeyStep<I extends InputMap> {
  /** Records with the same value of this field meet; every input must have it, and it must be the key of their topics. */
  keyBy<const K extends CommonFields<I>>(field: K): WindowStep<I, K>
}

interface WindowStep<I extends InputMap, K extends string> {
  window(window: TumblingWindow): MeasureStep<I, K>
}

interface MeasureStep<I extends InputMap, K extends string> {
  /** Aggregates over all records of the key's window. */
  measures<M extends Aggregates>(declare: (records: Records<I>) => M): WindowedSteps<I, K, { measures: RefsOf<M> }>
}

type Aggregates = Readonly<Record<string, AggregateExpr<AnyExpr>>>
type Exprs = Readonly<Record<string, AnyExpr>>

/** The steps after `measures`; each may be left out, `outputs` ends the declaration. */
export interface WindowedSteps<I extends InputMap, K extends string, S extends object> {
  describe(text: string): WindowedSteps<I, K, S>
  /** Aggregates over those records of the key's window that share the value of field `by` with the record at hand. */
  match<const F extends AnyField<I>, M extends Aggregates>(
    by: F,
    declare: (records: MatchRecords<I, F>) => M,
  ): WindowedSteps<I, K, S & { match: RefsOf<M> }>
  /** Named expressions over what was declared so far. */
  values<V extends Exprs>(
    declare: (environment: Environment<I, K> & S) => V,
  ): WindowedSteps<I, K, S & { values: { readonly [N in keyof V]: V[N] } }>
  /** Named, weighted rules in a YAML file beside the job; gives `score.value`, `score.reasons`, `score.threshold`. */
  score(rules: { readonly kind: 'rules'; readonly file: string }): WindowedSteps<
    I,
    K,
    S & {
      score: {
        readonly value: TypedExpr<'decimal'>
        readonly reasons: TypedExpr<'array'>
        readonly threshold: TypedExpr<'decimal'>
      }
    }
  >
  /** Topic of the records that come after their window was closed; default `<job>.late`. */
  late(topic: ContractName): WindowedSteps<I, K, S>
  outputs(declare: (environment: Environment<I, K> & S) => Readonly<Record<string, OutputDeclaration>>): JobDeclaration
}

/** A scored set of rules, by the path of its file relative to the job's module. */
export const rules = (file: string): { readonly kind: 'rules'; readonly file: string } => ({ kind: 'rules', file })

// The environment is made of proxies, whose types only the declared steps know: hence the casts in this file.
function keyStep<I extends InputMap>(name: string, inputs: I): KeyStep<I> {
  return {
    keyBy: (keyBy) => ({
      window: (window) => ({
        measures: (declare) =>
          windowedSteps({
            irVersion: 1,
            kind: 'windowed',
            name,
            inputs,
            keyBy,
            window,
            measures: aggregatesOf(declare(recordsOf(inputs) as Records<I>)),
            values: {},
            outputs: {},
          }),
      }),
    }),
  }
}

function windowedSteps<I extends InputMap, K extends string, S extends object>(ir: JobIr): WindowedSteps<I, K, S> {
  // The environment is made of proxies: any name gives a reference, and loading the job checks it, with did-you-mean.
  const environment = {
    ...recordsOf(ir.inputs),
    measures: refs('measure'),
    match: refs('match'),
    values: refs('value'),
    score: refs('score'),
    window: refs('window'),
  } as unknown as Environment<I, K> & S
  return {
    describe: (description) => windowedSteps({ ...ir, description }),
    match: (by, declare) =>
      windowedSteps({
        ...ir,
        match: { by, measures: aggregatesOf(declare(recordsOf(ir.inputs) as Parameters<typeof declare>[0])) },
      }),
    values: (declare) =>
      windowedSteps({
        ...ir,
        values: {
          ...ir.values,
          ...Object.fromEntries(Object.entries(declare(environment)).map(([name, value]) => [name, value.expr])),
        },
      }),
    score: (score) => windowedSteps({ ...ir, score }),
    late: (late) => windowedSteps({ ...ir, late }),
    outputs: (declare) => {
      const outputs = Object.entries(declare(environment)).map(([name, made]) => [name, made.output] as const)
      if (outputs.length === 0) throw declared(`job ${ir.name} has no outputs`, 'declare at least one')
      return Object.freeze({ ir: { ...ir, outputs: Object.fromEntries(outputs) } })
    },
  }
}

const recordsOf = (inputs: Readonly<Record<string, string>>): Record<string, unknown> =>
  Object.fromEntries(Object.keys(inputs).map((alias) => [alias, recordOf(alias)]))

const aggregatesOf = (declared: Aggregates): JobIr['measures'] =>
  Object.fromEntries(Object.entries(declared).map(([name, made]) => [name, made.aggregate]))

function refs(of: Exclude<RefExpr['of'], 'field'>): object {
  return new Proxy(
    {},
    {
      get: (_, name) => (typeof name === 'string' ? wrap({ op: 'ref', of, name } as RefExpr) : undefined),
    },
  )
}

/** One declared output; made by `perRecord` or `perWindow`. */
export interface OutputDeclaration {
  readonly output: Output
}

interface OutputStep {
  /** Only where this is true; unknown (null) counts as false. */
  when(condition: TypedExpr<'boolean' | null>): OutputStep
  /** Appends a record to a topic. */
  emit<const C extends ContractName>(to: C, fields: OutputFields<C>): OutputDeclaration
  /** Appends a record to a topic beside the job's main result, e.g. anomalies. */
  sideOutput<const C extends ContractName>(to: C, fields: OutputFields<C>): OutputDeclaration
  /** Writes the key's row in a store; `version` grows with every newer row of the key. */
  upsert<const C extends ContractName>(
    to: C,
    fields: OutputFields<C>,
  ): { version(version: TypedExpr<'int53' | 'long' | 'int'>): OutputDeclaration }
}

/** An output for each record of that input in a closed window. */
export const perRecord = (record: object): OutputStep => outputStep({ perRecord: inputAlias(record) })

/** An output for each closed window of a key. */
export const perWindow = (): OutputStep => outputStep({})

function outputStep(soFar: Pick<Output, 'perRecord' | 'when'>): OutputStep {
  const to = (contract: string, mode: Output['mode'], fields: object): Output => {
    const exprs = Object.entries(fields as Exprs).map(([name, field]) => [name, wrap(field).expr] as const)
    return withSite({ ...soFar, to: contract, mode, fields: Object.fromEntries(exprs) })
  }
  return {
    when: (condition) => outputStep({ ...soFar, when: condition.expr }),
    emit: (contract, fields) => ({ output: to(contract, 'emit', fields) }),
    sideOutput: (contract, fields) => ({ output: to(contract, 'side', fields) }),
    upsert(contract, fields) {
      const output = to(contract, 'upsert', fields)
      return { version: ({ expr }) => ({ output: withSite({ ...output, version: expr }, placeOf(output)) }) }
    },
  }
}

function withSite(output: Output, at = callSite()): Output {
  siteBook.set(output, at)
  return output
}

const declared = (message: string, hint: string): DqError => {
  const at = callSite()
  return new DqError(message, at === undefined ? { hint } : { hint, at })
}
