import { z } from 'zod'
import { DqError } from '../../kernel/errors.ts'
import { defineExpectation, type Expectation, type Needs } from '../expectation.ts'
import { column, mostly, mostlyWords, rowKwargs } from '../kwargs.ts'

/** Where Great Expectations asks: its SQL engines do not have everything that it has on pandas. */
export type GxEngine = 'sql' | 'pandas'

/** A question of every value of a column that dq itself does not answer. */
const onlyGx = <S extends z.ZodRawShape>(definition: {
  readonly type: string
  readonly what: string
  readonly words: string
  readonly needs: Needs
  readonly params: S
}): Expectation =>
  defineExpectation({
    type: definition.type,
    what: definition.what,
    kwargs: z.strictObject({ ...rowKwargs, column, mostly, ...definition.params } as S & typeof common),
    words(params) {
      const shared = sharedParams.parse(params)
      return `${shared.column} ${definition.words}${mostlyWords(shared.mostly)}`
    },
    columns: (params) => [{ name: sharedParams.parse(params).column, path: ['column'], needs: definition.needs }],
    plan() {
      throw new DqError(`${definition.type} is judged by Great Expectations only: run the suite with --engine gx`)
    },
  })

const common = { ...rowKwargs, column, mostly }
const sharedParams = z.object({ column, mostly })
const monotonic = { strictly: z.boolean().nullish() }

// biome-ignore format: one row a type
const PANDAS: readonly Expectation[] = [
  onlyGx({ type: 'expect_column_values_to_be_dateutil_parseable', needs: 'text', params: {}, words: 'is a date that dateutil reads', what: 'Every value is a date that dateutil reads.' }),
  onlyGx({ type: 'expect_column_values_to_be_json_parseable', needs: 'text', params: {}, words: 'is JSON', what: 'Every value is JSON.' }),
  onlyGx({ type: 'expect_column_values_to_match_json_schema', needs: 'text', params: { json_schema: z.record(z.string(), z.unknown()) }, words: 'is JSON of the given schema', what: 'Every value is JSON of the given schema.' }),
  onlyGx({ type: 'expect_column_values_to_be_increasing', needs: 'an order', params: monotonic, words: 'never decreases from row to row', what: 'Values increase, or stay equal unless strictly, from row to row.' }),
  onlyGx({ type: 'expect_column_values_to_be_decreasing', needs: 'an order', params: monotonic, words: 'never increases from row to row', what: 'Values decrease, or stay equal unless strictly, from row to row.' }),
  onlyGx({ type: 'expect_column_values_to_match_strftime_format', needs: 'text', params: { strftime_format: z.string().min(1) }, words: 'is a time of the given format', what: 'Every value is a time of the given strftime format.' }),
]

/** What only `--engine gx` judges, by type. */
export const onlyInGx: ReadonlyMap<string, Expectation> = new Map(PANDAS.map((one) => [one.type, one]))
