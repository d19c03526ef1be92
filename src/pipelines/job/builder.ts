import type { TypedExpr } from '../expr/typed.ts'
import type { OutputDeclaration } from './builder-outputs.ts'
import { type StepStart, stepStart } from './builder-step.ts'
import type {
  AnyField,
  CheckedInputs,
  CommonFields,
  ContractName,
  Environment,
  InputMap,
  MatchRecords,
  Records,
  RefsOf,
  RunningEnvironment,
} from './builder-types.ts'
import type { JobDeclaration } from './declaration.ts'
import { declared } from './declared.ts'
import { type Aggregates, aggregatesOf, type Exprs, environmentOf, exprsOf, recordsOf } from './environment.ts'
import type { JobFunctions } from './functions.ts'
import type { JobIr, RecordsIr, RunningIr, RunningOptions, TumblingWindow, WindowedIr } from './ir.ts'
import { checkRunning } from './running-options.ts'
import type { CustomScorer, RuleScorer } from './score.ts'

const ALIAS = /^[A-Za-z_][A-Za-z0-9_]*$/
/** What the later steps are given beside the records. */
const RESERVED: ReadonlySet<string> = new Set(Object.keys(environmentOf({})))
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
      return kindStep(name, inputs as InputMap) as never
    },
  }
}

interface InputStep {
  /** Alias → contract name: the topics the job reads. */
  inputs<const I extends InputMap>(inputs: CheckedInputs<I>): KindStep<I>
}

interface KindStep<I extends InputMap> extends StepStart<I> {
  /** Records with the same value of this field meet; every input must have it, and it must be the key of their topics. */
  keyBy<const K extends CommonFields<I>>(field: K): KeyedStep<I, K>
  /** Each record by itself: no key, no state, no duplicates; event time is not needed. */
  records(): OutputSteps<RecordsIr, Records<I>, 'record'>
}

interface KeyedStep<I extends InputMap, K extends string> extends StepStart<I> {
  /** Aggregates over windows of event time; outputs are made when a window closes. */
  window(window: TumblingWindow): MeasureStep<I, K>
  /** Aggregates over all records so far, in the order of the replay; outputs are made with every accepted record. */
  running(options: RunningOptions): RunningMeasureStep<I, K>
}

interface MeasureStep<I extends InputMap, K extends string> {
  /** Aggregates over all records of the key's window. */
  measures<M extends Aggregates>(declare: (records: Records<I>) => M): WindowedSteps<I, K, { measures: RefsOf<M> }>
}

interface RunningMeasureStep<I extends InputMap, K extends string> {
  /** Aggregates over all records of the key so far, the one at hand included. */
  measures<M extends Aggregates>(
    declare: (records: Records<I>) => M,
  ): OutputSteps<RunningIr, RunningEnvironment<I, K> & { measures: RefsOf<M> }, 'record' | 'update'>
}

type Named<V> = { values: { readonly [N in keyof V]: V[N] } }

/** The steps after `measures`; each may be left out, `outputs` ends the declaration. */
export interface WindowedSteps<I extends InputMap, K extends string, S extends object> {
  describe(text: string): WindowedSteps<I, K, S>
  /** Aggregates over those records of the key's window that share the value of field `by` with the record at hand. */
  match<const F extends AnyField<I>, M extends Aggregates>(
    by: F,
    declare: (records: MatchRecords<I, F>) => M,
  ): WindowedSteps<I, K, S & { match: RefsOf<M> }>
  /** Named expressions over what was declared so far. */
  values<V extends Exprs>(declare: (environment: Environment<I, K> & S) => V): WindowedSteps<I, K, S & Named<V>>
  /** Rules in a YAML file beside the job, or a function of your own; gives `score.value`, `score.reasons`, `score.threshold`. */
  score(scorer: RuleScorer | CustomScorer<Environment<I, K> & S>): WindowedSteps<
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
  outputs(
    declare: (environment: Environment<I, K> & S) => Readonly<Record<string, OutputDeclaration<'record' | 'window'>>>,
  ): JobDeclaration<WindowedIr>
}

/** The last steps of a job without windows: `E` is what its expressions may refer to, `P` what its outputs are made for. */
export interface OutputSteps<T extends JobIr, E extends object, P extends 'record' | 'update'> {
  describe(text: string): OutputSteps<T, E, P>
  /** Named expressions over what was declared so far. */
  values<V extends Exprs>(declare: (environment: E) => V): OutputSteps<T, E & Named<V>, P>
  outputs(declare: (environment: E) => Readonly<Record<string, OutputDeclaration<P>>>): JobDeclaration<T>
}

// The environment is made of proxies, whose types only the declared steps know: hence the casts below.
function kindStep<I extends InputMap>(name: string, inputs: I): KindStep<I> {
  const head = { irVersion: 1, name, inputs } as const
  return {
    ...stepStart<I>({ ...head, kind: 'step' }),
    records: () => outputSteps<RecordsIr, Records<I>, 'record'>({ ...head, kind: 'records', values: {}, outputs: {} }),
    keyBy: (keyBy) => ({
      ...stepStart<I>({ ...head, kind: 'step', keyBy }),
      window: (window) => ({
        measures(declare) {
          const measures = aggregatesOf(declare(recordsOf(inputs) as Records<I>))
          return windowedSteps({ ...head, kind: 'windowed', keyBy, window, measures, values: {}, outputs: {} })
        },
      }),
      running(options) {
        const running = checkRunning(options)
        return {
          measures(declare) {
            const measures = aggregatesOf(declare(recordsOf(inputs) as Records<I>))
            return outputSteps({ ...head, kind: 'running', keyBy, running, measures, values: {}, outputs: {} })
          },
        }
      },
    }),
  }
}

function windowedSteps<I extends InputMap, K extends string, S extends object>(
  ir: WindowedIr,
  functions?: JobFunctions,
): WindowedSteps<I, K, S> {
  const environment = environmentOf(ir.inputs) as Environment<I, K> & S
  return {
    describe: (description) => windowedSteps({ ...ir, description }, functions),
    match: (by, declare) =>
      windowedSteps(
        {
          ...ir,
          match: { by, measures: aggregatesOf(declare(recordsOf(ir.inputs) as Parameters<typeof declare>[0])) },
        },
        functions,
      ),
    values: (declare) =>
      windowedSteps({ ...ir, values: { ...ir.values, ...exprsOf(declare(environment)) } }, functions),
    score: (scorer) =>
      scorer.kind === 'rules'
        ? windowedSteps({ ...ir, score: scorer })
        : windowedSteps({ ...ir, score: scorer.declare(environment) }, { score: scorer.score }),
    late: (late) => windowedSteps({ ...ir, late }, functions),
    outputs: (declare) => finished(ir, declare(environment), functions),
  }
}

function outputSteps<T extends RunningIr | RecordsIr, E extends object, P extends 'record' | 'update'>(
  ir: T,
): OutputSteps<T, E, P> {
  const environment = environmentOf(ir.inputs) as E
  return {
    describe: (description) => outputSteps({ ...ir, description }),
    values: (declare) => outputSteps({ ...ir, values: { ...ir.values, ...exprsOf(declare(environment)) } }),
    outputs: (declare) => finished(ir, declare(environment)),
  }
}

function finished<T extends WindowedIr | RunningIr | RecordsIr>(
  ir: T,
  declaredOutputs: Readonly<Record<string, OutputDeclaration>>,
  functions?: JobFunctions,
): JobDeclaration<T> {
  const outputs = Object.entries(declaredOutputs).map(([name, made]) => [name, made.output] as const)
  if (outputs.length === 0) throw declared(`job ${ir.name} has no outputs`, 'declare at least one')
  const whole = { ...ir, outputs: Object.fromEntries(outputs) }
  return Object.freeze(functions === undefined ? { ir: whole } : { ir: whole, functions })
}
