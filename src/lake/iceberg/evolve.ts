import { type NextId, typeWithIds, type WantedField, type WantedType } from './from-contract.ts'
import { type IcebergType, isPrimitive, type NestedField, type PrimitiveType, typeText } from './types.ts'

export interface ColumnChange {
  /** partitioned: of the whole table, `path` is empty. */
  readonly kind: 'added' | 'dropped' | 'renamed' | 'widened' | 'made-optional' | 'moved' | 'described' | 'partitioned'
  readonly path: string
  readonly text: string
}

/** Why a table cannot become what its contract asks for without being written again. */
export interface ColumnProblem {
  readonly path: string
  readonly message: string
}

export interface Evolution {
  readonly fields: readonly NestedField[]
  readonly changes: readonly ColumnChange[]
  readonly problems: readonly ColumnProblem[]
}

/**
 * The columns of a table made to fit what is wanted, by the table specification's "Schema Evolution": a column keeps its id through a
 * rename (an alias of the contract), a move and a promotion of its type; a new one is optional, as old files do not have it.
 */
export function evolve(
  current: readonly NestedField[],
  wanted: readonly WantedField[],
  next: NextId,
  prefix = '',
): Evolution {
  const changes: ColumnChange[] = []
  const problems: ColumnProblem[] = []
  const matched = new Set<number>()
  const byName = new Map(current.map((field) => [field.name, field]))
  const fields = wanted.map((want): NestedField => {
    const path = `${prefix}${want.name}`
    const alias = want.aliases.find((name) => byName.has(name) && !wanted.some((other) => other.name === name))
    const was = byName.get(want.name) ?? (alias === undefined ? undefined : byName.get(alias))
    if (was === undefined || matched.has(was.id)) {
      changes.push({ kind: 'added', path, text: `${path}: ${wantedText(want.type)}` })
      if (want.required)
        problems.push({
          path,
          message: `${path} is new and required, but the rows that are there have none: make it nullable`,
        })
      return {
        id: next(),
        name: want.name,
        required: want.required,
        type: typeWithIds(want.type, next),
        ...docOf(want),
      }
    }
    matched.add(was.id)
    if (was.name !== want.name) changes.push({ kind: 'renamed', path, text: `${prefix}${was.name} is ${path} now` })
    if (was.required && !want.required) changes.push({ kind: 'made-optional', path, text: `${path} may be null` })
    if (!was.required && want.required)
      problems.push({ path, message: `${path} becomes required, but rows that are there may have none` })
    if (was.doc !== want.doc) changes.push({ kind: 'described', path, text: `${path} has another description` })
    const inner = evolveType(was.type, want.type, next, path)
    changes.push(...inner.changes)
    problems.push(...inner.problems)
    return { id: was.id, name: want.name, required: want.required, type: inner.type, ...docOf(want) }
  })
  for (const { id, name } of current) {
    if (!matched.has(id)) changes.push({ kind: 'dropped', path: `${prefix}${name}`, text: `${prefix}${name}` })
  }
  const kept = fields.filter(({ id }) => matched.has(id)).map(({ id }) => id)
  const before = current.filter(({ id }) => matched.has(id)).map(({ id }) => id)
  if (kept.some((id, i) => id !== before[i]))
    changes.push({ kind: 'moved', path: prefix, text: 'the columns stand in another order' })
  return { fields, changes, problems }
}

const docOf = ({ doc }: WantedField) => (doc === undefined ? {} : { doc })

interface TypeEvolution extends Omit<Evolution, 'fields'> {
  readonly type: IcebergType
}

function evolveType(was: IcebergType, want: WantedType, next: NextId, path: string): TypeEvolution {
  if (was.kind === 'struct' && want.kind === 'struct') {
    const { fields, ...rest } = evolve(was.fields, want.fields, next, `${path}.`)
    return { type: { kind: 'struct', fields }, ...rest }
  }
  if (was.kind === 'list' && want.kind === 'list') {
    const { type, ...rest } = evolveType(was.element, want.element, next, `${path}.element`)
    return nullability(
      { ...was, element: type, elementRequired: want.elementRequired },
      rest,
      was.elementRequired,
      want.elementRequired,
      `${path}.element`,
    )
  }
  if (was.kind === 'map' && want.kind === 'map') {
    const { type, ...rest } = evolveType(was.value, want.value, next, `${path}.value`)
    return nullability(
      { ...was, value: type, valueRequired: want.valueRequired },
      rest,
      was.valueRequired,
      want.valueRequired,
      `${path}.value`,
    )
  }
  if (isPrimitive(was) && want.kind !== 'struct' && want.kind !== 'list' && want.kind !== 'map') {
    if (typeText(was) === typeText(want)) return { type: was, changes: [], problems: [] }
    const text = `${path}: ${typeText(was)} becomes ${typeText(want)}`
    if (isPromotion(was, want)) return { type: want, changes: [{ kind: 'widened', path, text }], problems: [] }
  }
  const message = `${path} is a ${typeText(was)} in the table and a ${wantedText(want)} in the contract: the values cannot be read so`
  return { type: was, changes: [], problems: [{ path, message }] }
}

function nullability(
  type: IcebergType,
  rest: Omit<TypeEvolution, 'type'>,
  was: boolean,
  want: boolean,
  path: string,
): TypeEvolution {
  if (was === want) return { type, ...rest }
  if (was)
    return { type, ...rest, changes: [...rest.changes, { kind: 'made-optional', path, text: `${path} may be null` }] }
  return {
    type,
    ...rest,
    problems: [...rest.problems, { path, message: `${path} becomes required, but rows that are there may have none` }],
  }
}

/** int to long, float to double, more digits of a decimal with the same scale: all that format version 2 allows. */
function isPromotion(was: PrimitiveType, want: PrimitiveType): boolean {
  if (was.kind === 'int') return want.kind === 'long'
  if (was.kind === 'float') return want.kind === 'double'
  return was.kind === 'decimal' && want.kind === 'decimal' && want.scale === was.scale && want.precision > was.precision
}

function wantedText(type: WantedType): string {
  switch (type.kind) {
    case 'struct':
      return `struct<${type.fields.map(({ name, type }) => `${name}: ${wantedText(type)}`).join(', ')}>`
    case 'list':
      return `list<${wantedText(type.element)}>`
    case 'map':
      return `map<string, ${wantedText(type.value)}>`
    default:
      return typeText(type)
  }
}
