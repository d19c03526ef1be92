/*
 * The types that tables.ts does not have: timestamps, dates, decimals, booleans. Bounds, sets and conditions are compared with
 * columns of these types.
 */

/** As SQLite keeps them, and SQLAlchemy compares them: timestamps with six digits. */
export const TYPED_COLUMNS = [
  ['i', 'int'],
  ['ts', 'timestamp'],
  ['tz', 'timestamp'],
  ['day', 'date'],
  ['n', 'decimal'],
  ['m', 'decimal'],
  ['b', 'boolean'],
] as const

type Value = null | number | string | boolean
export type TypedRow = readonly Value[]

export interface TypedCase {
  readonly id: string
  readonly table: string
  readonly columns: typeof TYPED_COLUMNS
  readonly rows: readonly TypedRow[]
  readonly type: string
  readonly kwargs: Readonly<Record<string, unknown>>
}

const _ = null

// biome-ignore format: one row a row
const enumerated: Readonly<Record<string, readonly TypedRow[]>> = {
  empty: [],
  'one row': [[1, '2017-01-31 10:00:00.000000', '2017-01-31 10:00:00.000000', '2017-01-31', 10.1, 10.1, true]],
  'all null': [[_, _, _, _, _, _, _], [_, _, _, _, _, _, _]],
  'partly null': [
    [1, '2017-01-01 00:00:00.000000', '2017-01-02 00:00:00.000000', '2017-01-01', 0.1,  _,    true],
    [2, '2017-01-01 00:00:00.000000', _,                            '2017-01-01', 0.2,  0.2,  _],
    [3, _,                            '2017-01-03 12:30:00.000000', _,            _,    0.3,  false],
    [_, '2017-01-31 23:59:59.999999', '2017-01-31 23:59:59.999999', '2017-01-31', -0.1, -0.1, true],
    [_, _,                            _,                            _,            _,    _,    _],
  ],
  'midnights and leap days': [
    [1, '2016-02-29 00:00:00.000000', '2016-02-29 23:59:59.999999', '2016-02-29', 0,       0,       false],
    [2, '2017-01-31 00:00:00.000000', '2017-01-30 23:59:59.999999', '2017-01-31', 99999.99, 100000,  true],
    [3, '1970-01-01 00:00:00.000000', '1969-12-31 23:59:59.000001', '1970-01-01', -99999.99, 0.01,   false],
    [4, '2017-01-31 00:00:00.000001', '2017-01-31 00:00:00.000000', '2017-02-01', 10.1,    10.10,   true],
    [5, '2038-01-19 03:14:08.000000', '2000-02-29 12:00:00.500000', '2038-01-19', 0.3,     0.1,     true],
  ],
}

/** The same numbers on every machine (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let x = Math.imul(state ^ (state >>> 15), 1 | state)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296
  }
}

function randomRows(seed: number): TypedRow[] {
  const random = randomOf(seed)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!
  const nulls = pick([0, 0.1, 0.4])
  const maybe = (value: Value): Value => (random() < nulls ? null : value)
  const day = () => `2017-01-${String(1 + Math.floor(random() * 31)).padStart(2, '0')}`
  const instant = () => `${day()} ${pick(['00:00:00.000000', '10:00:00.000000', '23:59:59.999999'])}`
  const amount = () => Math.floor(random() * 2000 - 500) / 100
  return Array.from({ length: 1 + Math.floor(random() * 25) }, (_none, i) => [
    i,
    maybe(instant()),
    maybe(instant()),
    maybe(day()),
    maybe(amount()),
    maybe(amount()),
    maybe(random() < 0.7),
  ])
}

export const typedTables: ReadonlyMap<string, readonly TypedRow[]> = new Map([
  ...Object.entries(enumerated),
  ...Array.from({ length: 8 }, (_none, i) => [`random ${i}`, randomRows(7000 + i)] as const),
])

type Kwargs = Readonly<Record<string, unknown>>

const compared = (name: string, operator: string, parameter: unknown) => ({
  row_condition: { type: 'comparison', column: { name }, operator, parameter },
  condition_parser: 'great_expectations',
})

const INSTANTS: readonly Kwargs[] = [
  { column: 'ts', min_value: '2017-01-10T00:00:00' },
  { column: 'ts', max_value: '2017-01-31T00:00:00' },
  {
    column: 'ts',
    min_value: '2017-01-01T00:00:00',
    max_value: '2017-01-31T00:00:00',
    strict_min: true,
    strict_max: true,
  },
  { column: 'ts', min_value: '2017-01-10T10:00:00.000001', max_value: '2017-01-31T23:59:59.999999' },
  { column: 'tz', max_value: '2017-01-15 10:00:00', strict_max: true },
  { column: 'day', min_value: '2017-01-10' },
  { column: 'day', max_value: '2017-01-31', strict_max: true },
  { column: 'day', min_value: '2017-01-01', max_value: '2017-01-20', strict_min: true },
]
const AMOUNTS: readonly Kwargs[] = [
  { column: 'n', min_value: 0 },
  { column: 'n', max_value: 10.1 },
  { column: 'n', min_value: -0.1, max_value: 10.1, strict_min: true, strict_max: true },
  { column: 'm', min_value: 0.1, max_value: 100000 },
  { column: 'm', min_value: 0.2, strict_min: true },
]
const SETS: readonly Kwargs[] = [
  { column: 'day', value_set: ['2017-01-01', '2017-01-31', '2016-02-29'] },
  { column: 'n', value_set: [10.1, 0.1, 0.2, -0.1] },
  { column: 'b', value_set: [true] },
  { column: 'b', value_set: [true, false] },
  { column: 'm', value_set: [0.01, 100000] },
]
const mostly = (kwargs: readonly Kwargs[]): Kwargs[] => [...kwargs, ...kwargs.map((one) => ({ ...one, mostly: 0.5 }))]
const CONDITIONS = [compared('i', '<', 4), compared('n', '>', 0.1), compared('b', '==', true)]
const conditioned = (kwargs: readonly Kwargs[]): Kwargs[] => [
  ...kwargs,
  ...kwargs.map((one, i) => ({ ...one, ...CONDITIONS[i % CONDITIONS.length] })),
]
const each = (...columns: readonly string[]): Kwargs[] => columns.map((column) => ({ column }))

const PAIRS: readonly Kwargs[] = [
  { column_A: 'ts', column_B: 'tz' },
  { column_A: 'ts', column_B: 'tz', ignore_row_if: 'either_value_is_missing' },
  { column_A: 'n', column_B: 'm' },
  { column_A: 'n', column_B: 'm', ignore_row_if: 'neither' },
]

const kwargsOf: Readonly<Record<string, readonly Kwargs[]>> = {
  expect_column_values_to_be_between: mostly(conditioned([...INSTANTS, ...AMOUNTS])),
  expect_column_max_to_be_between: conditioned([...INSTANTS, ...AMOUNTS]),
  expect_column_min_to_be_between: conditioned([...INSTANTS, ...AMOUNTS]),
  expect_column_values_to_be_in_set: mostly(conditioned(SETS)),
  expect_column_values_to_not_be_in_set: mostly(conditioned(SETS)),
  expect_column_distinct_values_to_be_in_set: conditioned(SETS),
  expect_column_distinct_values_to_contain_set: conditioned(SETS),
  expect_column_distinct_values_to_equal_set: conditioned(SETS),
  expect_column_values_to_be_unique: mostly(conditioned(each('ts', 'day', 'n', 'b'))),
  expect_column_values_to_not_be_null: mostly(conditioned(each('ts', 'day', 'n', 'b'))),
  expect_column_values_to_be_null: mostly(conditioned(each('ts', 'day', 'n', 'b'))),
  expect_compound_columns_to_be_unique: conditioned([
    { column_list: ['ts', 'day'] },
    { column_list: ['n', 'b'], ignore_row_if: 'any_value_is_missing' },
    { column_list: ['day', 'b', 'm'] },
  ]),
  expect_column_unique_value_count_to_be_between: conditioned(
    each('ts', 'day', 'n', 'b').map((one) => ({ ...one, min_value: 2, max_value: 12 })),
  ),
  expect_column_proportion_of_unique_values_to_be_between: conditioned(
    each('ts', 'day', 'n').map((one) => ({ ...one, min_value: 0.5 })),
  ),
  expect_column_mean_to_be_between: conditioned([
    { column: 'n', min_value: 0, max_value: 10 },
    { column: 'm', max_value: 5.5 },
  ]),
  expect_column_sum_to_be_between: conditioned([
    { column: 'n', min_value: 0 },
    { column: 'm', max_value: 50.5 },
  ]),
  expect_column_median_to_be_between: conditioned([
    { column: 'n', min_value: 0 },
    { column: 'm', max_value: 5.5 },
  ]),
  expect_column_stdev_to_be_between: conditioned([
    { column: 'n', min_value: 1 },
    { column: 'm', max_value: 7.5 },
  ]),
  expect_column_pair_values_to_be_equal: mostly(conditioned(PAIRS)),
  expect_column_pair_values_a_to_be_greater_than_b: mostly([
    ...PAIRS,
    ...PAIRS.map((one) => ({ ...one, or_equal: true })),
  ]),
  expect_multicolumn_sum_to_equal: conditioned([
    { column_list: ['n', 'm'], sum_total: 20.2 },
    { column_list: ['n', 'm'], sum_total: -0.2, ignore_row_if: 'any_value_is_missing' },
  ]),
}

const MIN = 20

/** Every variation of the parameters meets the enumerated tables in turn and random ones. */
export const typedCases: readonly TypedCase[] = Object.entries(kwargsOf).flatMap(([type, variations]) => {
  const all = [...typedTables.keys()]
  const perVariation = Math.max(3, Math.ceil(MIN / variations.length))
  return variations.flatMap((kwargs, i) =>
    Array.from({ length: perVariation }, (_none, k) => {
      const table = all[(i * perVariation + k) % all.length]!
      return {
        id: `typed/${type}/${i}/${table}`,
        table,
        columns: TYPED_COLUMNS,
        rows: typedTables.get(table)!,
        type,
        kwargs,
      }
    }),
  )
})
