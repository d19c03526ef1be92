import type { Contract, ContractField } from '../../contracts/model.ts'
import { personalWord } from '../../contracts/privacy/personal-name.ts'
import { neutralType } from '../column-type.ts'
import type { Cell, Row, TableColumn } from '../expectation.ts'
import { personalColumns } from '../mask.ts'
import type { QualityEngine } from '../ports.ts'
import { SHAPES } from './shapes.ts'

/** What is known of a table's rows: counts, and of columns that are not personal, bounds and sets. */
export interface TableProfile {
  readonly rows: number
  readonly columns: readonly ColumnProfile[]
  /** Different combinations of topic, partition and offset; null when the table has no such columns. */
  readonly positions: number | null
}

export interface ColumnProfile {
  readonly name: string
  /** Neutral; undefined for nested types. */
  readonly type: string | undefined
  readonly field: ContractField | undefined
  /** Nothing of its values is known but counts and shapes. */
  readonly isPersonal: boolean
  readonly count: number
  /** Exact; null for nested types. */
  readonly distinct: number | null
  /** Of numbers and instants, as text; null when personal or without values. */
  readonly least: string | null
  readonly greatest: string | null
  /** Of numbers. */
  readonly mean: number | null
  /** Of texts, in characters. */
  readonly shortest: number | null
  readonly longest: number | null
  /** The strictest shape that all texts have. */
  readonly regex: string | undefined
  /** All different texts, sorted, where they are few. */
  readonly values: readonly string[] | undefined
}

/** Up to so many values are a set. */
const FEW = 20

export const POSITION = ['kafka_topic', 'kafka_partition', 'kafka_offset']

const NUMBERS = ['int', 'long', 'float', 'double', 'decimal']
const INSTANTS = ['date', 'timestamp']

/** Looks at the table in two scans: one of aggregates, one of the values of columns that have few. The SQL is DuckDB's. */
export async function profileTable(engine: QualityEngine, contract: Contract | undefined): Promise<TableProfile> {
  const personal = personalColumns(contract)
  const fields = new Map(contract?.fields.map((field) => [field.name, field]))
  const columns = engine.columns.map((column): Column => {
    const field = fields.get(column.name)
    // Who has classified a field has said whether it is personal; else its name may say so.
    const isPersonal =
      field?.classification === undefined ? personalWord(column.name) !== undefined : personal.has(column.name)
    return { ...column, field, isPersonal, neutral: neutralType(column.type), sql: engine.dialect.quote(column.name) }
  })
  const positions = POSITION.every((name) => columns.some((column) => column.name === name))
  const counted = [
    'count(*) AS total',
    ...(positions ? [`count(DISTINCT (${POSITION.map(engine.dialect.quote).join(', ')})) AS positions`] : []),
    ...columns.flatMap(aggregates),
  ]
  const facts = await oneRow(engine, counted)
  const few = columns.filter((column, i) => mayBeSet(column, facts, i))
  const sets =
    few.length === 0
      ? {}
      : await oneRow(
          engine,
          few.map(
            ({ sql }, i) => `to_json(list_sort(list(DISTINCT ${sql}) FILTER (WHERE ${sql} IS NOT NULL))) AS v${i}`,
          ),
        )
  return {
    rows: Number(facts.total),
    positions: positions ? Number(facts.positions) : null,
    columns: columns.map((column, i) => profileOf(column, facts, i, sets[`v${few.indexOf(column)}`])),
  }
}

interface Column extends TableColumn {
  readonly field: ContractField | undefined
  readonly isPersonal: boolean
  readonly neutral: string | undefined
  readonly sql: string
}

const oneRow = async ({ query, table }: QualityEngine, select: readonly string[]): Promise<Row> =>
  (await query(`SELECT\n  ${select.join(',\n  ')}\nFROM ${table}`)).rows[0] ?? {}

function aggregates({ sql, neutral, isPersonal }: Column, i: number): readonly string[] {
  if (neutral === undefined) return [`count(${sql}) AS c${i}`]
  const isText = neutral === 'string'
  const isOrdered = !isPersonal && [...NUMBERS, ...INSTANTS].includes(neutral)
  return [
    `count(${sql}) AS c${i}`,
    `count(DISTINCT ${sql}) AS d${i}`,
    ...(isOrdered ? [`CAST(min(${sql}) AS VARCHAR) AS lo${i}`, `CAST(max(${sql}) AS VARCHAR) AS hi${i}`] : []),
    ...(!isPersonal && NUMBERS.includes(neutral) ? [`CAST(avg(${sql}) AS DOUBLE) AS mean${i}`] : []),
    ...(isText && !isPersonal ? [`min(length(${sql})) AS short${i}`, `max(length(${sql})) AS long${i}`] : []),
    ...(isText
      ? SHAPES.map(({ regex }, k) => `count(CASE WHEN regexp_matches(${sql}, '${regex}') THEN 1 END) AS s${i}_${k}`)
      : []),
  ]
}

function mayBeSet({ neutral, isPersonal }: Column, facts: Row, i: number): boolean {
  const distinct = Number(facts[`d${i}`] ?? Number.POSITIVE_INFINITY)
  const isPlain = neutral === 'string'
  return !isPersonal && isPlain && distinct > 0 && distinct <= FEW
}

function profileOf(
  { name, neutral, field, isPersonal }: Column,
  facts: Row,
  i: number,
  values: Cell | undefined,
): ColumnProfile {
  const count = Number(facts[`c${i}`])
  const shape = count === 0 ? undefined : SHAPES.find((_, k) => facts[`s${i}_${k}`] === count)
  return {
    name,
    type: neutral,
    field,
    isPersonal,
    count,
    distinct: numberOf(facts[`d${i}`]),
    least: textOf(facts[`lo${i}`]),
    greatest: textOf(facts[`hi${i}`]),
    mean: numberOf(facts[`mean${i}`]),
    shortest: numberOf(facts[`short${i}`]),
    longest: numberOf(facts[`long${i}`]),
    regex: shape?.regex,
    values: typeof values === 'string' ? JSON.parse(values) : undefined,
  }
}

const numberOf = (value: Cell | undefined): number | null =>
  value === undefined || value === null ? null : Number(value)
const textOf = (value: Cell | undefined): string | null =>
  value === undefined || value === null ? null : String(value)
