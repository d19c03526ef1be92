/*
 * Runs the case tables of all operators on a real Flink, on columns so that nothing is computed while planning:
 * `node test/stack/flink/operator-cases.ts [operator…]`. Cases that overflow or are refused are not SQL's.
 * Exit code 0: all as the tables say; 1: a difference; 2: could not run.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DqError } from '../../../src/kernel/errors.ts'
import type { Type } from '../../../src/kernel/value-type.ts'
import type { CallExpr, Expr, LiteralExpr, RefExpr } from '../../../src/pipelines/expr/ir.ts'
import type { Case, Operator } from '../../../src/pipelines/expr/operator.ts'
import { operators } from '../../../src/pipelines/expr/operators/index.ts'
import { sqlLiteral } from '../../../src/pipelines/expr/sql/literal.ts'
import { printSql } from '../../../src/pipelines/expr/sql/print.ts'
import { sqlType } from '../../../src/pipelines/expr/sql/types.ts'
import { parseType } from '../../../src/pipelines/expr/type-text.ts'
import { startFlink } from './cluster.ts'
import { openSession, type SqlSession } from './gateway.ts'

interface Printed {
  readonly operator: string
  readonly text: string
  readonly sql: string
  readonly expected: string | null
  readonly type: Type
}

async function main(...names: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'dq-flink-'))
  mkdirSync(join(folder, 'one'))
  writeFileSync(join(folder, 'one/row.json'), '{"x":1}\n')
  const cluster = await startFlink()
  let [ran, wrong, skipped] = [0, 0, 0]
  try {
    const session = await openSession(cluster)
    await session.run("SET 'execution.runtime-mode' = 'batch'")
    await session.run("SET 'table.local-time-zone' = 'UTC'")
    await session.run(
      `CREATE TABLE single (x INT) WITH ('connector' = 'filesystem', 'path' = 'file://${folder}/one', 'format' = 'json')`,
    )
    for (const operator of Object.values(operators)) {
      if (names.length > 0 && !names.includes(operator.name)) continue
      const printed = operator.cases.flatMap((row) => print(operator, row) ?? [])
      skipped += operator.cases.length - printed.length
      ran += printed.length
      wrong += await check(session, printed)
    }
  } finally {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(
    `${ran} cases of ${Object.keys(operators).length} operators ran on Flink, ${wrong} wrong; ${skipped} are not SQL's`,
  )
  if (ran === 0) throw new Error('nothing ran')
  return wrong === 0 ? 0 : 1
}

/** All cases of an operator in one statement; one by one when that fails, to tell which. */
async function check(session: SqlSession, printed: readonly Printed[]): Promise<number> {
  if (printed.length === 0) return 0
  try {
    const [row] = await session.run(
      `SELECT ${printed.map(({ sql, type }) => asText(sql, type)).join(',\n')} FROM single`,
    )
    return printed.filter((one, index) => {
      const actual = (row![index] ?? null) as string | null
      if (same(one, actual)) return false
      console.log(`${one.operator} ${one.text}: Flink says ${actual}\n  ${one.sql}`)
      return true
    }).length
  } catch (error) {
    if (printed.length > 1) {
      let wrong = 0
      for (const one of printed) wrong += await check(session, [one])
      return wrong
    }
    console.log(`${printed[0]!.operator} ${printed[0]!.text}: ${(error as Error).message}\n  ${printed[0]!.sql}`)
    return 1
  }
}

function print(operator: Operator, [args, result, options]: Case): Printed | undefined {
  if (result === 'overflow' || result === 'refused') return undefined
  const values = args.map(caseValue)
  const { type, text: expected } = caseValue(result)
  const text = `${args.join(', ')} → ${result}`
  const done = (sql: string): Printed => ({ operator: operator.name, text, sql, expected, type: type! })
  const columns = values.map(
    ({ literal, type }, index): Expr =>
      type === undefined ? literal : { op: 'ref', of: 'field', input: 'case', name: String(index) },
  )
  const scope = {
    typeOf: (ref: RefExpr): Type => values[Number(ref.name)]!.type!,
    // What no planner can know: that x is 1.
    sql: (ref: RefExpr): string => {
      const { literal, type } = values[Number(ref.name)]!
      return `(CASE WHEN x = 1 THEN CAST(${sqlLiteral(literal, 'flink')} AS ${sqlType(type!, 'flink')}) END)`
    },
  }
  for (const operands of [columns, values.map(({ literal }) => literal)]) {
    try {
      const call: CallExpr = { op: operator.name, args: operands, ...(options === undefined ? {} : { options }) }
      return done(printSql(call, 'flink', scope))
    } catch (error) {
      // Flink refuses it of columns: perhaps the operator wants a constant. An int53 has no literal, so it cannot be one.
      if (operands === columns && !(error instanceof DqError)) throw error
    }
  }
  return undefined
}

/** `decimal(12,2) 12.30`, `string? null`, `null`: a value as it stands in a table of cases. */
function caseValue(text: string): {
  readonly type: Type | undefined
  readonly literal: LiteralExpr
  readonly text: string | null
} {
  if (text === 'null') return { type: undefined, literal: { op: 'literal', type: 'null' }, text: null }
  const space = text.indexOf(' ')
  const type = parseType(text.slice(0, space))!
  const value = text.slice(space + 1)
  if (type.nullable && value === 'null') return { type, literal: { op: 'literal', type: 'null' }, text: null }
  return { type, literal: literalOf(type, value), text: value }
}

function literalOf(type: Type, value: string): LiteralExpr {
  switch (type.kind) {
    case 'boolean':
      return { op: 'literal', type: 'boolean', value: value === 'true' }
    case 'int':
      return { op: 'literal', type: 'int', value: Number(value) }
    case 'int53':
      return { op: 'literal', type: 'long', value }
    case 'double':
    case 'float': {
      const named = value === 'NaN' || value === 'Infinity' || value === '-Infinity'
      return { op: 'literal', type: type.kind, value: named ? value : Number(value) }
    }
    case 'long':
    case 'decimal':
    case 'string':
    case 'timestamp':
    case 'date':
    case 'bytes':
      return { op: 'literal', type: type.kind, value }
    default:
      // Only results are arrays.
      return { op: 'literal', type: 'null' }
  }
}

const asText = (sql: string, type: Type): string =>
  type.kind === 'timestamp' ? `DATE_FORMAT(${sql}, 'yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''')` : `CAST(${sql} AS STRING)`

function same({ expected, type }: Printed, actual: string | null): boolean {
  if (expected === null || actual === null) return expected === actual
  switch (type.kind) {
    case 'boolean':
      return actual.toLowerCase() === expected
    case 'double':
      return Object.is(Number(actual), Number(expected))
    case 'float':
      return Object.is(Math.fround(Number(actual)), Math.fround(Number(expected)))
    case 'timestamp':
      return actual === `${expected.slice(0, 19)}.${expected.slice(20, -1).padEnd(6, '0')}Z`
    case 'array':
      return actual === `[${(JSON.parse(expected) as readonly unknown[]).join(', ')}]`
    default:
      return actual === expected
  }
}

try {
  process.exitCode = await main(...process.argv.slice(2))
} catch (error) {
  console.error(error)
  process.exitCode = 2
}
