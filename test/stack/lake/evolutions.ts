import { evolve } from '../../../src/lake/iceberg/evolve.ts'
import type { WantedField, WantedType } from '../../../src/lake/iceberg/from-contract.ts'
import { nextMetadata } from '../../../src/lake/iceberg/metadata.ts'
import { schemaJson } from '../../../src/lake/iceberg/schema-json.ts'
import { commitTable, createTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, column } from '../../lake/table/lake.ts'
import type { ColumnOf, Engine, Where } from './engine.ts'
import { difference, type OwnLake, readOwn } from './exchange.ts'
import type { Matrix } from './matrix.ts'
import { valueSql } from './own-sql.ts'

/** Tells an engine to change the columns of a table; gives what it is told. */
export interface Evolving extends Engine {
  alter(table: string, kind: Evolution['label']): Promise<void>
}

interface Evolution {
  readonly label: (typeof LABELS)[number]
  readonly before?: WantedField
  readonly after?: WantedField
  /** Of rows 0 and 1, as they were written; then as they should be read. */
  readonly old?: readonly unknown[]
  readonly reads?: readonly unknown[]
  /** Of row 2, written afterwards. */
  readonly fresh?: unknown
  /** A filter that row 2 alone fits. */
  readonly where?: Omit<Where, 'column' | 'type'>
}

export const LABELS = [
  'renamed',
  'int becomes long',
  'float becomes double',
  'decimal of more digits',
  'required becomes optional',
  'new column',
  'dropped column',
  'dropped, and back under the same name',
  'inside a struct: renamed, wider, new, dropped',
  'list<int> becomes list<long>',
  'map<string, float> becomes map<string, double>',
  'moved to the front',
] as const

const string = { kind: 'string' } as const
const struct = (...fields: readonly (readonly [string, WantedType, ...string[]])[]) =>
  ({ kind: 'struct', fields: fields.map(([name, type, ...aliases]) => ({ ...column(name, type), aliases })) }) as const
const list = (element: WantedType) => ({ kind: 'list', element, elementRequired: false }) as const
const map = (value: WantedType) => ({ kind: 'map', value, valueRequired: false }) as const
const decimal = (precision: number) => ({ kind: 'decimal', precision, scale: 2 }) as const

// biome-ignore format: one row an evolution
const evolutions: readonly Evolution[] = [
  { label: 'renamed', before: column('was', string), after: { ...column('is', string), aliases: ['was'] }, old: ['a', null], fresh: 'b', where: { comparison: '>=', value: 'b' } },
  { label: 'int becomes long', before: column('whole', { kind: 'int' }), after: column('whole', { kind: 'long' }), old: ['-2147483648', '7'], fresh: '9007199254740993', where: { comparison: '>=', value: '2147483648' } },
  { label: 'float becomes double', before: column('ratio', { kind: 'float' }), after: column('ratio', { kind: 'double' }), old: ['-1.5', '0.25'], fresh: '1e+300', where: { comparison: '=', value: '1e300' } },
  { label: 'decimal of more digits', before: column('price', decimal(9)), after: column('price', decimal(18)), old: ['-0.01', '9999999.99'], fresh: '9999999999999999.99', where: { comparison: '>=', value: '10000000.00' } },
  { label: 'required becomes optional', before: column('must', string, true), after: column('must', string), old: ['a', 'b'], fresh: 'z', where: { comparison: '>=', value: 'z' } },
  { label: 'new column', after: column('fresh', string), reads: [null, null], fresh: 'new', where: { comparison: '=', value: 'new' } },
  { label: 'dropped column', before: column('gone', string), old: ['x', 'y'] },
  { label: 'dropped, and back under the same name', before: column('again', string), after: column('again', string), old: ['x', 'y'], reads: [null, null], fresh: 'z', where: { comparison: '=', value: 'z' } },
  { label: 'inside a struct: renamed, wider, new, dropped', before: column('rec', struct(['a', { kind: 'int' }], ['b', string], ['c', string])), after: column('rec', struct(['a', { kind: 'long' }], ['b2', string, 'b'], ['d', string])), old: [['1', 'k', 'x'], null], reads: [['1', 'k', null], null], fresh: ['9007199254740993', 'l', 'm'] },
  { label: 'list<int> becomes list<long>', before: column('items', list({ kind: 'int' })), after: column('items', list({ kind: 'long' })), old: [['1', null], []], fresh: ['9007199254740993'] },
  { label: 'map<string, float> becomes map<string, double>', before: column('rates', map({ kind: 'float' })), after: column('rates', map({ kind: 'double' })), old: [[['a', '1.5']], []], fresh: [['b', '0.1']] },
  { label: 'moved to the front', before: column('last', string), after: column('last', string), old: ['l0', null], fresh: 'm', where: { comparison: '>=', value: 'm' } },
]

const id = column('id', { kind: 'long' }, true)
const before = [id, ...evolutions.flatMap(({ before }) => before ?? [])]
const after = [evolutions.at(-1)!.after!, id, ...evolutions.slice(0, -1).flatMap(({ after }) => after ?? [])]
/** As they are read: the id first. */
const columns: readonly ColumnOf[] = [id, ...evolutions.flatMap(({ after }) => after ?? [])]
const judged = evolutions.filter(({ after }) => after !== undefined)

const oldSql = [0, 1].map((row) => sqlOf(row, evolutions, 'before', ({ old }) => old?.[row])).join(' UNION ALL ')
const freshSql = (shift: number, without: ReadonlySet<string> = new Set()) =>
  sqlOf(
    2 + shift,
    judged.filter(({ label }) => !without.has(label)),
    'after',
    ({ fresh }) => fresh,
  )

function sqlOf(
  row: number,
  of: readonly Evolution[],
  side: 'before' | 'after',
  value: (one: Evolution) => unknown,
): string {
  const values = of.flatMap((one) => {
    const field = one[side]
    return field === undefined ? [] : [`, ${valueSql(value(one) ?? null, field.type)} AS "${field.name}"`]
  })
  return `SELECT ${row}::BIGINT AS id${values.join('')}`
}

/** Columns that change, between dq and one engine: dq evolves and the engine reads and appends, then the other way round. */
export async function evolveBoth(own: OwnLake, engine: Evolving, matrix: Matrix): Promise<void> {
  const prefix = `${engine.name.toLowerCase()}_evolved`
  const [ours, plain, theirs] = [`${prefix}_ours`, `${prefix}_plain`, `${prefix}_theirs`]
  const rows = judged.map(({ label }) => label)
  const all = evolutions.map(({ label }) => label)
  const expected = (ids: readonly number[]) => (place: number) =>
    ids.map((one) => [String(one), one % 100 < 2 ? oldValue(judged[place]!, one % 100) : judged[place]!.fresh])
  const judge = (found: readonly (readonly unknown[])[], ids: readonly number[]) => (row: string) => {
    if (row === 'dropped column') return undefined
    const place = judged.findIndex(({ label }) => label === row)
    return difference(
      expected(ids)(place),
      found.map((one) => [one[0], one[place + 1]]),
    )
  }

  for (const table of [ours, plain]) {
    await createTable(own.lake, {
      branch: 'main',
      key: ['bronze', table],
      columns: before,
      partitionBy: [],
      message: 'create',
      ...AUTHOR,
    })
    await own.change(['bronze', table], oldSql)
  }
  await evolveOwn(
    own,
    ours,
    after.filter(({ name }) => name !== 'again'),
  )
  await evolveOwn(own, ours, after)
  await own.change(['bronze', ours], freshSql(0))

  await matrix.tried(engine.name, 'reads ours', all, async () => {
    const { rows } = await engine.read(ours, columns)
    const gone = await engine.read(ours, [id, column('gone', string)]).then(
      () => 'the column can still be read',
      () => undefined,
    )
    return (row) => (row === 'dropped column' ? gone : judge(rows, [0, 1, 2])(row))
  })
  await filtered('filters ours', (where) => engine.read(ours, columns, where))
  await matrix.tried(engine.name, 'appends to ours', rows, async () => {
    await engine.append(ours, columns, ours, 0, 3, 100)
    return judge((await readOwn(own, ours, columns)).rows, [0, 1, 2, 100, 101, 102])
  })

  await engine.create(theirs, before, [], plain)
  await engine.append(theirs, before, plain, 0, 2, 0)
  const lacking = new Set<string>()
  for (const label of all)
    await matrix.tried(engine.name, 'evolves', [label], async () => {
      await engine.alter(theirs, label).catch((error: unknown) => {
        lacking.add(label)
        throw error
      })
      return () => undefined
    })
  const able = columns.filter(
    ({ name }) => !judged.some(({ label, after }) => after?.name === name && lacking.has(label)),
  )
  const left = all.filter((label) => !lacking.has(label))
  /** What is not there to be read. */
  const padded = (found: readonly (readonly unknown[])[]) =>
    found.map((row) => columns.map(({ name }) => row[able.findIndex((one) => one.name === name)]))
  await matrix.tried(engine.name, 'dq reads', left, async () => {
    await engine.append(theirs, able, ours, 2, 3, 0)
    return judge(padded((await readOwn(own, theirs, able)).rows), [0, 1, 2])
  })
  await filtered('dq filters', (where) => readOwn(own, theirs, able, where), lacking)
  await matrix.tried(engine.name, 'dq appends', left, async () => {
    await own.change(['bronze', theirs], freshSql(200, lacking))
    return judge(padded((await engine.read(theirs, able)).rows), [0, 1, 2, 202])
  })

  async function filtered(
    what: string,
    read: (where: Where) => ReturnType<Engine['read']>,
    without: ReadonlySet<string> = new Set(),
  ) {
    for (const { label, after, where, reads } of judged) {
      if (where === undefined || after === undefined || without.has(label)) continue
      await matrix.tried(engine.name, what, [label], async () => {
        // Nothing is said of a column in a file from before it.
        const isBlind = reads !== undefined
        const { rows, files } = await read({ ...where, column: after.name, type: after.type })
        const text =
          difference(
            ['2'],
            rows.map(([one]) => one),
          ) ?? (files === (isBlind ? 2 : 1) ? undefined : `${files} of 2 files are read`)
        return () => text
      })
    }
  }
}

const oldValue = ({ old, reads }: Evolution, row: number): unknown => (reads ?? old ?? [])[row]

/** As `dq table apply` does for a contract. */
async function evolveOwn(own: OwnLake, table: string, wanted: readonly WantedField[]): Promise<void> {
  const key = ['bronze', table]
  await commitTable(own.lake, 'main', key, { message: 'evolve', ...AUTHOR }, async ({ metadata, content }) => {
    let last = metadata.lastColumnId
    const { fields, problems } = evolve(metadata.schema.fields, wanted, () => ++last)
    if (problems.length > 0) throw new Error(problems[0]!.message)
    const schemaId = Math.max(...metadata.schemas.map((one) => one.schemaId)) + 1
    const schemas = [...metadata.schemas, { ...metadata.schema, schemaId, fields }].map(schemaJson)
    const changes = { schemas, 'current-schema-id': schemaId, 'last-column-id': last }
    return nextMetadata(metadata, content.metadataLocation, changes, Date.now())
  })
}
