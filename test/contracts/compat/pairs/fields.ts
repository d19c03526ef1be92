import type { Json, JsonObject } from '../../../../src/kernel/json.ts'
import { cross, field, type Named, type Pair, record } from './pair.ts'

// biome-ignore format: one row a case
const READS: readonly (readonly [name: string, type: Json, value: Json])[] = [
  ['int',            'int',                                                          7],
  ['nullable',       ['null', 'int'],                                                null],
  ['enum',           { type: 'enum', name: 'E', symbols: ['A', 'B'] },               'A'],
  ['enumDefault',    { type: 'enum', name: 'E', symbols: ['A', 'B'], default: 'A' }, 'B'],
  ['enumOrNull',     ['null', { type: 'enum', name: 'E', symbols: ['A', 'B'], default: 'A' }], null],
  ['record',         record('Inner', [field('i', 'int')]),                           { i: 1 }],
  ['defaultsInside', record('Inner', [field('i', 'int', { default: 0 })]),           {}],
  ['array',          { type: 'array', items: 'int' },                                []],
  ['double',         'double',                                                       'NaN'],
]

const ALIASES: readonly (readonly string[] | undefined)[] = [undefined, ['b'], ['b', 'c'], ['a'], ['c']]

/** Fields by name and alias, with and without a default; two that match one make Avro Java throw. */
export const fieldPairs = (): readonly Pair[] => {
  const readers = READS.flatMap(([name, type, value]) =>
    ALIASES.flatMap((aliases) =>
      [{}, { default: value }].map((more): Named => {
        const written: JsonObject = { ...more, ...(aliases === undefined ? {} : { aliases }) }
        const shown = `${name}${aliases === undefined ? '' : ` aka ${aliases.join(' ')}`}${'default' in more ? ' =' : ''}`
        return [shown, record('R', [field('z', ['null', 'string'], { default: null }), field('a', type, written)])]
      }),
    ),
  )
  // biome-ignore format: one row a case
  const writers: readonly Named[] = [
    ['none',       record('R', [])],
    ['z',          record('R', [field('z', 'null')])],
    ['a',          record('R', [field('a', 'int')])],
    ['b',          record('R', [field('b', 'int')])],
    ['a b',        record('R', [field('b', 'int'), field('a', 'int')])],
    ['b c',        record('R', [field('b', 'int'), field('c', 'int')])],
    ['a:string',   record('R', [field('a', 'string')])],
    ['c:nullable', record('R', [field('c', ['null', 'int'])])],
    ['a:enum',     record('R', [field('a', { type: 'enum', name: 'E', symbols: ['A', 'C'] })])],
    ['a:record',   record('R', [field('a', record('Inner', [field('j', 'int')]))])],
  ]
  return cross('fields', readers, writers)
}

const SYMBOLS = [['A'], ['A', 'B'], ['B', 'A'], ['A', 'B', 'C'], ['C', 'D'], ['b', 'B', '_a', 'é', 'Z9'], []]

/** Enum symbols: subsets, orders, defaults; missing ones are listed as Java sorts strings. */
export const symbolPairs = (): readonly Pair[] => {
  const enums = SYMBOLS.flatMap((symbols) =>
    [undefined, ...symbols].map((fallback): Named => {
      const name = `${symbols.join('')}${fallback === undefined ? '' : `=${fallback}`}`
      return [name, { type: 'enum', name: 'E', symbols, ...(fallback === undefined ? {} : { default: fallback }) }]
    }),
  )
  return cross('symbols', enums, enums)
}
