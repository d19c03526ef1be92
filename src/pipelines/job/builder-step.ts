import type { CheckedReads, CheckedWrites, InputMap, StepCallOf } from './builder-types.ts'
import type { JobDeclaration } from './declaration.ts'
import type { StepFunctions } from './functions.ts'
import type { StepIr } from './ir.ts'

export interface StepStart<I extends InputMap> {
  /**
   * TypeScript of your own, for the embedded engine only. What it reads and what each field it writes is made from is said
   * by hand: `{ reads: { order: ['total_amount'] }, writes: { 'fraud.alert': { risk_score: ['order.total_amount'], … } } }`.
   */
  step<const R, const W>(lineage: {
    readonly reads: R & CheckedReads<I, R>
    readonly writes: W & CheckedWrites<R, W>
  }): StepSteps<I, R, W, Record<string, unknown>>
}

export interface StepSteps<I extends InputMap, R, W, S> {
  describe(text: string): StepSteps<I, R, W, S>
  /** State of a key before its first record (without `keyBy`: of a partition): a JSON object; an empty one when not given. */
  initial<T extends object>(state: () => T): StepSteps<I, R, W, T>
  /**
   * Called for each record, in the order of the replay. Records come as JSON in the conventions of fixtures (decimals and
   * timestamps are text) with the fields that `reads` names. What it throws ends the run.
   */
  run(step: (call: StepCallOf<I, R, W, S>) => void): JobDeclaration<StepIr>
}

export function stepStart<I extends InputMap>(head: Omit<StepIr, 'reads' | 'writes'>): StepStart<I> {
  return {
    // The types of the names were checked; what they are is checked again against the contracts.
    step: ({ reads, writes }) =>
      stepSteps({ ...head, reads: reads as StepIr['reads'], writes: writes as StepIr['writes'] }),
  }
}

function stepSteps<I extends InputMap, R, W, S>(ir: StepIr, initial?: StepFunctions['initial']): StepSteps<I, R, W, S> {
  return {
    describe: (description) => stepSteps({ ...ir, description }, initial),
    initial: (state) => stepSteps(ir, state),
    run: (run) =>
      Object.freeze({
        ir,
        functions: { step: { run: run as StepFunctions['run'], ...(initial === undefined ? {} : { initial }) } },
      }),
  }
}
