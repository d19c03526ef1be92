import type { Json } from '../../../../src/kernel/json.ts'
import { field, type Named, type Pair, record, square } from './pair.ts'

const optional = (type: Json): Json => ['null', type]
const list = (items: Json): Json => ({ type: 'array', items })
const node = (...fields: readonly Json[]): Json => record('Node', fields)

/** Recursive types: directly, through arrays, maps and unions, mutually, with a fault inside or outside the circle. */
const RECURSIVE: readonly Named[] = [
  ['next', node(field('v', 'int'), field('next', optional('Node')))],
  ['nextFirst', node(field('next', optional('Node')), field('v', 'int'))],
  ['nextLong', node(field('v', 'long'), field('next', optional('Node')))],
  ['nextText', node(field('v', 'string'), field('next', optional('Node')))],
  ['nextMore', node(field('next', optional('Node')), field('v', 'int'), field('w', 'int'))],
  ['children', node(field('v', 'int'), field('children', list('Node')))],
  ['childrenMore', node(field('children', list('Node')), field('v', 'int'), field('w', 'string'))],
  ['map', node(field('v', 'int'), field('children', { type: 'map', values: 'Node' }))],
  ['endless', node(field('self', 'Node'))],
  ['endlessMore', node(field('self', 'Node'), field('v', 'int'))],
  ['stringOrNode', node(field('next', ['null', 'string', 'Node']))],
  ['mutual', node(field('peer', optional(record('Peer', [field('back', 'Node'), field('p', 'int')]))))],
  ['mutualMore', node(field('peer', optional(record('Peer', [field('back', 'Node'), field('q', 'int')]))))],
  ['mutualText', node(field('peer', record('Peer', [field('back', optional('Node')), field('p', 'string')])))],
  ['nested', list(node(field('v', 'int'), field('next', optional('Node'))))],
  ['inMap', { type: 'map', values: node(field('next', optional('Node')), field('w', 'string')) }],
]

const e = (...symbols: readonly string[]): Json => ({ type: 'enum', name: 'E', symbols })
const f = (size: number): Json => ({ type: 'fixed', name: 'F', size })
const use = (...types: readonly Json[]): Json =>
  record(
    'Uses',
    types.map((type, i) => field(`f${i}`, type)),
  )
const inner = (...fields: readonly Json[]): Json => record('n.Inner', fields)

/** Named types used more than once, in other orders, in unions, ahead of their definition: Avro Java repeats the first location. */
const REUSED: readonly Named[] = [
  ['enumTwice', use(e('A'), 'E', optional('E'), list('E'))],
  ['enumTwiceMore', use(e('A', 'B'), 'E', optional('E'), list('E'))],
  ['unionFirst', use(optional(e('A', 'B')), 'E', 'E', list('E'))],
  ['arrayFirst', use(list(e('A', 'B')), optional('E'), ['E', 'null'], 'E')],
  ['twoEnums', use(e('A'), 'E', optional({ type: 'enum', name: 'G', symbols: ['A'] }), list('G'))],
  ['fixedTwice', use(f(4), 'F', optional('F'), list('F'))],
  ['fixedOther', use(f(8), list('F'), optional('F'), 'F')],
  ['recordTwice', use(inner(field('x', 'int')), 'n.Inner', optional('n.Inner'), list('n.Inner'))],
  ['recordMore', use(inner(field('x', 'int'), field('y', 'int')), 'n.Inner', optional('n.Inner'), list('n.Inner'))],
  ['recordText', use(optional(inner(field('x', 'string'))), 'n.Inner', 'n.Inner', list('n.Inner'))],
  ['inTurn', use(inner(field('x', e('A')), field('y', 'E')), 'E', 'n.Inner', list('E'))],
  ['inTurnMore', use(inner(field('x', e('A', 'B')), field('y', 'E')), 'E', 'n.Inner', list('E'))],
  ['ahead', use('E', optional('n.Inner'), inner(field('x', e('A', 'C'))), list('E'))],
  ['aheadUnion', [list('Uses'), use('E', inner(field('x', 'E')), e('A'), 'n.Inner')]],
  ['aheadUnionMore', [list('Uses'), use('E', inner(field('x', 'E')), e('A', 'B', 'C'), 'n.Inner')]],
  ['definedTwice', use(e('A', 'B'), e('A', 'B'), 'E', list(e('A', 'B')))],
  ['definedOnce', use(e('A', 'B', 'Z'), 'E', 'E', list('E'))],
]

const two = (first: Json, second: Json): Json =>
  use(record('R', [field('f', first)]), record('o.R', [field('f', second)]))
const again = (type: Json): Json => use(record('R', [field('f', type)]), 'R')

/** One type met from two sides: what a union found out about it, from a root of its own, is repeated elsewhere. */
const REVISITED: readonly Named[] = [
  ['unionThenEnum', two([e('A', 'B'), 'null'], 'E')],
  ['enumThenUnion', two(e('A', 'B'), ['null', 'E'])],
  ['recordOrInt', two([inner(field('x', 'int')), 'int'], 'n.Inner')],
  ['intOrRecord', two(['int', inner(field('x', 'int'))], 'n.Inner')],
  ['recordThenInt', two(inner(field('x', 'int'), field('y', 'int')), ['n.Inner', 'int'])],
  ['int', again('int')],
  ['nullText', again(['null', 'string'])],
  ['enum', again(e('A', 'C'))],
  ['enumOrNull', again([e('A'), 'null'])],
  ['record', again(inner(field('x', 'string')))],
  ['recordOrText', again([inner(field('x', 'long')), 'string'])],
]

/** Circles of references and types used again. */
export const shapePairs = (): readonly Pair[] => [
  ...square('recursive', RECURSIVE),
  ...square('reused', REUSED),
  ...square('revisited', REVISITED),
]
