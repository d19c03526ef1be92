/** The columns of every table: small domains, so that values meet. */
export const COLUMNS = [
  ['a', 'int'],
  ['b', 'int'],
  ['c', 'int'],
  ['d', 'double'],
  ['s', 'string'],
  ['t', 'string'],
] as const

export type Value = null | number | string
export type TableRow = readonly Value[]

const _ = null

/** Tables made for one edge each. */
// biome-ignore format: one row a row
const enumerated: Readonly<Record<string, readonly TableRow[]>> = {
  empty: [],
  'one row': [[1, 1, 1, 1.5, 'x', 'x']],
  'all null': [[_, _, _, _, _, _], [_, _, _, _, _, _], [_, _, _, _, _, _]],
  // Rows that are null in part: where SQL and pandas differ.
  'partly null': [
    [1, 1, 1,    0.5, 'a', 'a'],
    [1, 1, 1,    0.5, 'a', 'b'],
    [_, 2, 1,    1.5, 'b', _],
    [_, 2, _,    _,   'b', _],
    [_, _, _,    _,   _,   _],
    [2, _, 3,    2.5, _,   'c'],
  ],
  'edge texts': [
    [0,  0,  0,  0,    '',      ''],
    [-1, 1,  0,  -0.5, ' ',     ''],
    [5,  5,  5,  1e9,  'é',     'e'],
    [6,  7,  8,  0.1,  '日本',  'a%b'],
    [7,  6,  5,  0.2,  "it's",  'a_b'],
    [_,  0,  _,  0.3,  'x"y',   'a\\b'],
    [9,  9,  9,  0.7,  'yy',    'ab'],
  ],
  // 29 of 100 are good, 71 are not: 0.29 is exactly at the threshold.
  hundred: Array.from({ length: 100 }, (_none, i) => [i < 29 ? 1 : 200, i, i % 7, i / 4, i < 29 ? 'ok' : `bad${i % 3}`, `k${i}`]),
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

function randomRows(seed: number): TableRow[] {
  const random = randomOf(seed)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!
  const nulls = pick([0, 0.1, 0.4])
  const maybe = (value: Value): Value => (random() < nulls ? null : value)
  const int = () => maybe(Math.floor(random() * 8) - 1)
  return Array.from({ length: 1 + Math.floor(random() * 30) }, () => [
    int(),
    int(),
    int(),
    maybe(pick([0, 0.25, 0.5, 1.75, 2, 3.5, 10.1, -4.2])),
    maybe(pick(['a', 'b', 'ab', 'abc', 'xyz', ''])),
    maybe(pick(['a', 'b', 'ab', 'zz'])),
  ])
}

export const tables: ReadonlyMap<string, readonly TableRow[]> = new Map([
  ...Object.entries(enumerated),
  ...Array.from({ length: 8 }, (_none, i) => [`random ${i}`, randomRows(1000 + i)] as const),
])
