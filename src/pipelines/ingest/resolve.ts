import { contractShape } from '../../contracts/codec/shape-of.ts'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Type } from '../../kernel/value-type.ts'
import { columnMisfits } from './column-misfits.ts'
import type { ColumnSource, IngestIr, Route } from './ir.ts'
import { REJECTED_TYPES } from './rejected.ts'

/** A job whose every name and type was checked against the contracts. */
export interface ResolvedIngest {
  readonly ir: IngestIr
  readonly routes: readonly ResolvedRoute[]
  readonly rejected: Contract
}

export interface ResolvedRoute {
  readonly topic: Contract
  readonly table: Contract
  readonly from: Route['from']
  readonly columns: readonly {
    readonly name: string
    readonly source: ColumnSource
    /** Of its value, and of the table's column. */
    readonly from: Type
    readonly to: Type
  }[]
  /** Fields of the topic's records that are read. */
  readonly fields: readonly string[]
}

const CHANGE_FIELDS = ['before', 'after', 'source', 'op'] as const

/** @throws DqError with everything that does not fit. */
export function resolveIngest(ir: IngestIr, contracts: ReadonlyMap<string, Contract>): ResolvedIngest {
  const problems: string[] = []
  const contract = (name: string, kind: Contract['kind'], where: string): Contract | undefined => {
    const found = contracts.get(name)
    if (found === undefined)
      problems.push(`${where}: no contract is called "${name}"${didYouMean(name, contracts.keys())}`)
    else if (found.kind !== kind) problems.push(`${where}: ${name} is a ${found.kind}, not a ${kind}`)
    else return found
    return undefined
  }
  const routes = Object.entries(ir.routes).flatMap(([name, route]) => {
    const [topic, table] = [contract(name, 'topic', name), contract(route.to, 'table', name)]
    if (topic === undefined || table === undefined) return []
    return [resolveRoute(topic, table, route, (problem) => problems.push(`${name} → ${route.to}: ${problem}`))]
  })
  const rejected = contract(ir.rejected, 'table', 'rejected')
  if (rejected !== undefined) {
    const types = typesOf(rejected)
    for (const [name, type] of Object.entries(REJECTED_TYPES))
      checkColumn(name, type, types, (problem) => problems.push(`${ir.rejected}: ${problem}`))
  }
  if (problems.length === 0 && rejected !== undefined) return { ir, routes, rejected }
  throw new DqError(
    `job ${ir.name} does not fit the contracts:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    {
      hint: 'mend the columns of the job, or the contracts',
    },
  )
}

const typesOf = (contract: Contract): ReadonlyMap<string, Type> =>
  new Map(contractShape(contract).definition.types.map(({ name, type }) => [name, type]))

function resolveRoute(
  topic: Contract,
  table: Contract,
  route: Route,
  problem: (message: string) => void,
): ResolvedRoute {
  const fields = typesOf(topic)
  const row = route.from === 'record' ? fields : rowTypes(fields)
  if (row === undefined)
    problem(
      `it is no change event: it needs ${CHANGE_FIELDS.join(', ')}, before and after being one record, and source.ts_us or source.ts_ms`,
    )
  const wanted = typesOf(table)
  const columns = Object.entries(route.columns).flatMap(([name, source]) => {
    const type = sourceType(source, row ?? new Map(), route.from, (message) => problem(`"${name}": ${message}`))
    const target = wanted.get(name)
    if (type === undefined) return []
    checkColumn(name, type, wanted, problem)
    return target === undefined ? [] : [{ name, source, from: type, to: target }]
  })
  for (const [name, type] of wanted)
    if (!type.nullable && !Object.hasOwn(route.columns, name)) problem(`nothing says where "${name}" comes from`)
  const read = route.from === 'change' ? CHANGE_FIELDS : [...new Set([...namesIn(route), ...keyOf(topic)])]
  return { topic, table, from: route.from, columns, fields: read.filter((name) => fields.has(name)) }
}

const keyOf = ({ settings: { key } }: Contract): readonly string[] => (key === undefined ? [] : [key])

/** The columns of the rows that a change event holds. */
function rowTypes(fields: ReadonlyMap<string, Type>): ReadonlyMap<string, Type> | undefined {
  const [before, after, source] = (['before', 'after', 'source'] as const).map((name) => fields.get(name))
  if (!CHANGE_FIELDS.every((name) => fields.has(name)) || before?.kind !== 'record' || after?.kind !== 'record')
    return undefined
  if (source?.kind !== 'record' || !source.fields.some(({ name }) => name === 'ts_us' || name === 'ts_ms'))
    return undefined
  return new Map(after.fields.map(({ name, type }) => [name, type]))
}

function checkColumn(
  name: string,
  type: Type,
  wanted: ReadonlyMap<string, Type>,
  problem: (message: string) => void,
): void {
  const target = wanted.get(name)
  if (target === undefined) return problem(`the table has no column "${name}"${didYouMean(name, wanted.keys())}`)
  for (const misfit of columnMisfits(name, type, target)) problem(misfit)
}

const STANDING = { topic: 'string', partition: 'int', offset: 'int53', timestamp: 'timestamp' } as const

function sourceType(
  source: ColumnSource,
  row: ReadonlyMap<string, Type>,
  from: Route['from'],
  problem: (message: string) => void,
): Type | undefined {
  switch (source.kind) {
    case 'field': {
      const type = row.get(source.name)
      if (type === undefined) problem(`the row has no "${source.name}"${didYouMean(source.name, row.keys())}`)
      return type
    }
    case 'op':
    case 'changed-at':
      if (from === 'record') problem('only a change event has that')
      return { kind: source.kind === 'op' ? 'string' : 'timestamp', nullable: false }
    case 'day':
    case 'instant': {
      const of = sourceType(source.of, row, from, problem)
      const [wants, gives] =
        source.kind === 'day' ? (['timestamp', 'date'] as const) : (['string', 'timestamp'] as const)
      if (of !== undefined && of.kind !== wants) problem(`a ${wants} is wanted, not a ${of.kind}`)
      return { kind: gives, nullable: of?.nullable ?? false }
    }
    case 'first': {
      const types = source.of.flatMap((one) => sourceType(one, row, from, problem) ?? [])
      const [first] = types
      if (first !== undefined && types.some(({ kind }) => kind !== first.kind)) problem('types differ')
      return first && { ...first, nullable: types.every(({ nullable }) => nullable) }
    }
    default:
      return { kind: STANDING[source.kind], nullable: false }
  }
}

/** Fields of the row that a column is made of. */
function fieldsIn(source: ColumnSource): readonly string[] {
  switch (source.kind) {
    case 'field':
      return [source.name]
    case 'day':
    case 'instant':
      return fieldsIn(source.of)
    case 'first':
      return source.of.flatMap(fieldsIn)
    default:
      return []
  }
}

const namesIn = ({ columns }: Route): readonly string[] => Object.values(columns).flatMap(fieldsIn)
