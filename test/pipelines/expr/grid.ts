import type { Operator, Options } from '../../../src/pipelines/expr/operator.ts'
import { random } from './random.ts'

export interface GridPart {
  readonly types: readonly string[]
  readonly options?: Options
  /** Texts of the arguments; undefined is null. */
  readonly rows: readonly (readonly (string | undefined)[])[]
}

const NUMBERS = [
  'int?',
  'int53?',
  'long?',
  'decimal(4,2)?',
  'decimal(12,2)?',
  'decimal(15,4)?',
  'decimal(18,6)?',
  'decimal(38,2)?',
  'double?',
]
const ORDERED = [...NUMBERS, 'float?', 'string?', 'timestamp?', 'date?']

const pairs = (list: readonly string[]): string[][] => list.flatMap((a) => list.map((b) => [a, b]))
const approximate = (type: string): boolean => /^(double|float)/.test(type)
const numeric = (type: string): boolean => /^(int|long|decimal|double|float)/.test(type)
const mixable = ([a, b]: readonly string[]): boolean =>
  a === b || (numeric(a!) && numeric(b!) && !approximate(a!) && !approximate(b!))

/** Signatures of an operator to be tried, with the options they need. */
function signatures(operator: Operator): { types: readonly string[]; options?: Options }[] {
  const plain = (types: readonly string[][]) => types.map((one) => ({ types: one }))
  switch (operator.name) {
    case 'add':
    case 'sub':
      return plain(pairs([...NUMBERS, 'float?']).filter(mixable))
    case 'mul':
      return plain(pairs([...NUMBERS, 'float?']).filter(mixable))
    case 'div':
      return pairs(['int?', 'int53?', 'long?', 'decimal(4,2)?', 'decimal(12,2)?', 'decimal(15,4)?', 'decimal(18,6)?'])
        .flatMap((types) =>
          ['half-up', 'half-even', 'down'].flatMap((rounding) =>
            [0, 2, 4].map((scale) => ({ types, options: { scale, rounding } })),
          ),
        )
        .concat([{ types: ['double?', 'double?'] } as never])
    case 'neg':
    case 'abs':
      return plain([...NUMBERS, 'float?'].map((type) => [type]))
    case 'eq':
    case 'ne':
      return plain(pairs([...ORDERED, 'boolean?']).filter(mixable))
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
    case 'least':
    case 'greatest':
    case 'nullIf':
      return plain(pairs(ORDERED).filter(mixable))
    case 'between':
    case 'isIn':
      return plain([
        ...ORDERED.map((type) => [type, type, type]),
        ['int?', 'decimal(4,2)?', 'long?'],
        ['decimal(12,2)?', 'int?', 'decimal(4,3)?'],
      ])
    case 'isNull':
    case 'isNotNull':
      return plain([...ORDERED, 'boolean?'].map((type) => [type]))
    case 'and':
    case 'or':
      return plain([
        ['boolean?', 'boolean?'],
        ['boolean?', 'boolean?', 'boolean?'],
        ['boolean', 'boolean'],
        ['boolean', 'boolean?', 'boolean'],
      ])
    case 'not':
      return plain([['boolean?'], ['boolean']])
    case 'coalesce':
      return plain(pairs([...ORDERED, 'boolean?']).filter(mixable))
    case 'caseWhen':
      return plain(
        pairs([...ORDERED, 'boolean?'])
          .filter(mixable)
          .map((types) => ['boolean?', ...types]),
      )
    case 'concat':
    case 'startsWith':
    case 'contains':
      return plain([
        ['string?', 'string?'],
        ['string', 'string'],
      ])
    case 'listOf':
      return plain([
        ['string?', 'string?', 'string?'],
        ['string', 'string?'],
      ])
    case 'length':
    case 'trim':
      return plain([['string?'], ['string']])
    case 'substring':
      return [
        [1, 1],
        [2, 3],
        [4, 0],
        [1, 100],
        [5, 2],
      ].map(([start, length]) => ({ types: ['string?'], options: { start: start!, length: length! } }))
    case 'cast':
      return [
        ...['int?', 'int53?', 'long?', 'decimal(4,2)?', 'decimal(15,4)?', 'decimal(18,6)?', 'decimal(38,20)?'].flatMap(
          (type) =>
            ['decimal(5,2)', 'decimal(15,0)', 'decimal(15,3)', 'decimal(38,4)', 'double', 'string'].map((to) => ({
              types: [type],
              options: { to },
            })),
        ),
        ...['int?', 'int53?', 'long?'].flatMap((type) =>
          ['int', 'int53', 'long'].map((to) => ({ types: [type], options: { to } })),
        ),
        { types: ['float?'], options: { to: 'double' } },
      ]
    case 'secondsBetween':
      return plain([
        ['timestamp?', 'timestamp?'],
        ['timestamp', 'timestamp'],
      ])
    case 'addMillis':
      return plain([
        ['timestamp?', 'int?'],
        ['timestamp?', 'int53?'],
      ])
    case 'millisOf':
    case 'dateOf':
      return plain([['timestamp?'], ['timestamp']])
    default:
      throw new Error(`say in grid.ts on which types to try ${operator.name}`)
  }
}

/** Rows of generated values for every signature of the operator; the same on every run. */
export function grid(operator: Operator): readonly GridPart[] {
  return signatures(operator).map(({ types, options }) => {
    const next = random(`${operator.name} ${types.join()} ${JSON.stringify(options)}`)
    const rows = Array.from({ length: rowsFor(operator.name, types) }, () =>
      types.map((type) => generateValue(type, next)),
    )
    return options === undefined ? { types, rows } : { types, options, rows }
  })
}

const rowsFor = (name: string, types: readonly string[]): number => (name === 'div' ? 12 : types.length === 1 ? 30 : 20)

export function generateValue(type: string, next: () => number): string | undefined {
  const nullable = type.endsWith('?')
  if (nullable && next() < 0.12) return undefined
  const bare = nullable ? type.slice(0, -1) : type
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!
  const digits = (n: number): string => Array.from({ length: n }, () => Math.floor(next() * 10)).join('')
  const sign = (): string => (next() < 0.4 ? '-' : '')
  const integer = (most: bigint, least: bigint): string => {
    const special = next()
    if (special < 0.15) return String(pick([most, least, most - 1n, least + 1n]))
    if (special < 0.45) return `${pick(['', '-'])}${pick([0, 1, 2, 3, 5, 7, 10])}`.replace('-0', '0')
    const size = BigInt(digits(1 + Math.floor(next() * String(most).length))) % (most + 1n)
    return String(next() < 0.4 ? -size : size)
  }
  switch (bare) {
    case 'boolean':
      return String(next() < 0.5)
    case 'int':
      return integer(2n ** 31n - 1n, -(2n ** 31n))
    case 'int53':
      return integer(2n ** 53n - 1n, 1n - 2n ** 53n)
    case 'long':
      return integer(2n ** 63n - 1n, -(2n ** 63n))
    case 'double':
      return pick([
        'NaN',
        'Infinity',
        '-Infinity',
        '0.0',
        '-0.0',
        '0.1',
        '1e308',
        '-1e308',
        '5e-324',
        `${sign()}${next() * 100}`,
        `${sign()}${Math.floor(next() * 5)}`,
      ])
    case 'float':
      return String(
        Math.fround(Number(pick(['NaN', 'Infinity', '0.0', '-0.0', '0.1', '16777216', `${sign()}${next() * 100}`]))),
      )
    case 'string':
      return Array.from({ length: Math.floor(next() * 6) }, () =>
        pick(['a', 'b', 'A', ' ', 'é', '\uff5e', '😀', '\u0301', "'", '%', '\\', '$']),
      ).join('')
    case 'timestamp': {
      // 1938 to 2033: both sides of 1970.
      const micros =
        BigInt(Math.floor((next() - 0.33) * 3e9)) * 1_000_000n +
        BigInt(pick([0, 1, 999_999, 500_000, Math.floor(next() * 1e6)]))
      const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n
      return `${new Date(Number((micros - rest) / 1000n)).toISOString().slice(0, 19)}.${String(rest).padStart(6, '0')}Z`
    }
    case 'date':
      return new Date(Math.floor((next() - 0.33) * 30_000) * 86_400_000).toISOString().slice(0, 10)
    default: {
      const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(bare)!.map(Number)
      const nines = next() < 0.1
      const length = nines ? precision! : Math.floor(next() * (precision! + 1))
      const unscaled = (nines ? '9'.repeat(length) : digits(length)).padStart(scale! + 1, '0')
      const point = unscaled.length - scale!
      const text = scale === 0 ? unscaled : `${unscaled.slice(0, point)}.${unscaled.slice(point)}`
      return /[1-9]/.test(text) ? `${sign()}${text}` : text
    }
  }
}
