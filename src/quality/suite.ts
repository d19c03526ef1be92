import { z } from 'zod'

/** How much a failure weighs, in Great Expectations' words. */
export const SuiteSeverity = z.enum(['critical', 'warning', 'info'])
export type SuiteSeverity = z.infer<typeof SuiteSeverity>

const expectation = z.strictObject({
  /** Snake case, e.g. `expect_column_values_to_not_be_null`; only the one for queries of one's own is named otherwise. */
  type: z
    .string()
    .regex(/^expect_[a-z0-9_]+$|^unexpected_rows_expectation$/, 'an expectation type starts with "expect_"'),
  kwargs: z.record(z.string(), z.unknown()).default({}),
  meta: z.record(z.string(), z.unknown()).nullish(),
  id: z.string().nullish(),
  notes: z.union([z.string(), z.array(z.string())]).nullish(),
  description: z.string().nullish(),
  severity: SuiteSeverity.nullish(),
  rendered_content: z.unknown().optional(),
})

/** Who judges: dq itself, by SQL on DuckDB, or the real Great Expectations. */
export const SuiteEngine = z.enum(['duckdb', 'gx'])
export type SuiteEngine = z.infer<typeof SuiteEngine>

/** `meta.dq` of a suite: expectations that only dq has, in the same form, and who judges it unless a run says otherwise. */
export const OwnPart = z.strictObject({
  engine: SuiteEngine.optional(),
  expectations: z
    .array(expectation.extend({ type: z.string().regex(/^dq_[a-z0-9_]+$/, 'these types start with "dq_"') }))
    .default([]),
})

/** A suite as Great Expectations 1.x writes it in `expectations/<name>.json`. */
export const ExpectationSuite = z.strictObject({
  name: z.string().min(1),
  expectations: z.array(expectation),
  id: z.string().nullish(),
  meta: z.record(z.string(), z.unknown()).nullish(),
  notes: z.union([z.string(), z.array(z.string())]).nullish(),
  suite_parameters: z.record(z.string(), z.unknown()).nullish(),
})
export type ExpectationSuite = z.infer<typeof ExpectationSuite>
