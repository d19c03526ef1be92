import type { Json, JsonObject } from '../../../../src/kernel/json.ts'
import { cross, field, type Named, type Pair, record } from './pair.ts'

const NAMES: readonly JsonObject[] = [
  { name: 'A' },
  { name: 'B' },
  { name: 'A', namespace: 'x' },
  { name: 'A', namespace: 'y.z' },
  { name: 'x.B' },
  { name: 'x.A', namespace: 'ignored' },
  { name: 'y.z.B' },
]

const ALIASES: readonly (readonly string[] | undefined)[] = [
  undefined,
  ['A'],
  ['B'],
  ['.B'],
  ['x.B'],
  ['x.A', 'y.z.B'],
  ['C', 'B'],
]

const KINDS: readonly (readonly [kind: string, body: JsonObject])[] = [
  ['record', { type: 'record', fields: [{ name: 'f', type: 'int' }] }],
  ['enum', { type: 'enum', symbols: ['S'] }],
  ['fixed', { type: 'fixed', size: 2 }],
]

const shown = (head: JsonObject): string => Object.values(head).toReversed().join('.')

/** Simple names, namespaces and aliases of named types, at the root, in unions and behind a reference. */
export const namePairs = (): readonly Pair[] =>
  KINDS.flatMap(([kind, body]) => {
    const readers = NAMES.flatMap((head) =>
      ALIASES.map((aliases): Named => {
        const name = `${shown(head)}${aliases === undefined ? '' : ` aka ${aliases.join(' ')}`}`
        return [name, { ...head, ...body, ...(aliases === undefined ? {} : { aliases }) }]
      }),
    )
    const writers = NAMES.map((head): Named => [shown(head), { ...head, ...body }])
    const within = (group: string, wrap: (schema: Json) => Json) =>
      cross(`names/${kind}/${group}`, readers, writers).map(({ id, reader, writer }) => ({
        id,
        reader: wrap(reader),
        writer: wrap(writer),
      }))
    return [
      ...within('root', (schema) => schema),
      ...within('union', (schema) => record('w.Root', [field('u', ['null', schema])])),
    ]
  })
