import type { GxEngine } from './only-gx.ts'

/** An expectation as Great Expectations takes it. */
export interface GxQuestion {
  readonly type: string
  readonly kwargs: Readonly<Record<string, unknown>>
  readonly on: GxEngine
}

export interface GxAnswer {
  readonly success: boolean
  readonly result: Readonly<Record<string, unknown>>
  /** Why it could not be judged. */
  readonly exception: string | null
}

/** The real Great Expectations beside a table. */
export interface GxJudge {
  /** The answers are in the order of the questions. Rejects with a DqError when it cannot be run at all. */
  judge(questions: readonly GxQuestion[]): Promise<{
    /** As results call it, e.g. `great_expectations 1.24.1`. */
    readonly engine: string
    readonly answers: readonly GxAnswer[]
    readonly seconds: number
  }>
}
