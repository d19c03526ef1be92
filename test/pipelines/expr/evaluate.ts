import type { Type } from '../../../src/kernel/value-type.ts'
import type { Expr, RefExpr } from '../../../src/pipelines/expr/ir.ts'
import { compileExpr } from '../../../src/pipelines/expr/js/compile.ts'
import { ExprOverflow } from '../../../src/pipelines/expr/js/overflow.ts'
import type { Options } from '../../../src/pipelines/expr/operator.ts'
import { printSql } from '../../../src/pipelines/expr/sql/print.ts'
import { sqlType } from '../../../src/pipelines/expr/sql/types.ts'
import { type Typing, typeOf } from '../../../src/pipelines/expr/typing.ts'
import { type DuckDb, duckdbValue, fromDuckdb } from './duckdb.ts'
import { canonical, represent, wellHeld } from './values.ts'

/** An operator applied to columns of these types (undefined: a bare null), and the ways to evaluate it. */
export interface Application {
  readonly expr: Expr
  readonly typing: Typing
  readonly js: (texts: readonly (string | undefined)[]) => string
  /** Results of all rows, in order; `overflow` where DuckDB refuses the row. */
  readonly duckdb: (db: DuckDb, rows: readonly (readonly (string | undefined)[])[]) => Promise<readonly string[]>
}

export const column = (index: number): RefExpr => ({ op: 'ref', of: 'value', name: `a${index}` })

export function apply(op: string, types: readonly (Type | undefined)[], options?: Options): Application {
  const args: Expr[] = types.map((type, index) =>
    type === undefined ? { op: 'literal', type: 'null' } : column(index),
  )
  return application(options === undefined ? { op, args } : { op, args, options }, types)
}

/** An expression over columns a0, a1, … of these types. */
export function application(expr: Expr, types: readonly (Type | undefined)[]): Application {
  const indexOf = (ref: RefExpr): number => Number(ref.name.slice(1))
  const typing = typeOf(expr, { ref: (ref) => types[indexOf(ref)]! })
  const type = typing.kind === 'typed' ? (typing.type as Type) : undefined
  const columns = types.flatMap((columnType, index) => (columnType === undefined ? [] : [{ type: columnType, index }]))
  let compiled: ((...values: readonly unknown[]) => unknown) | undefined
  return {
    expr,
    typing,
    js(texts) {
      compiled ??= compileExpr(
        expr,
        columns.map(({ type: of, index }) => ({ ref: column(index), type: of })),
      )
      try {
        const value = compiled(...columns.map(({ type: of, index }) => represent(of, texts[index])))
        if (!wellHeld(type!, value)) return `badly held: ${typeof value} ${String(value)}`
        return canonical(type!, value)
      } catch (error) {
        if (error instanceof ExprOverflow) return 'overflow'
        throw error
      }
    },
    async duckdb(db, rows) {
      const sql = printSql(expr, 'duckdb', { typeOf: (ref) => types[indexOf(ref)]!, sql: (ref) => `"${ref.name}"` })
      const tuples = rows.map(
        (row, at) => `(${[`${at}`, ...columns.map((c) => duckdbValue(c.type, row[c.index]))].join(', ')})`,
      )
      const names = ['row_number', ...columns.map((c) => `a${c.index}`)].join(', ')
      await db.rows(
        `CREATE OR REPLACE TEMP TABLE args(${['row_number INTEGER', ...columns.map((c) => `a${c.index} ${sqlType(c.type, 'duckdb')}`)].join(', ')})`,
      )
      await db.rows(`INSERT INTO args(${names}) VALUES ${tuples.join(', ')}`)
      const text = type!.kind === 'array' ? `to_json(${sql})` : `CAST(${sql} AS VARCHAR)`
      const select = `SELECT ${text}, typeof(${sql}) FROM args`
      const ask = async (where: string): Promise<readonly string[]> => {
        const found = await db.rows(`${select}${where} ORDER BY row_number`)
        const wanted = sqlType(type!, 'duckdb').replace(', ', ',')
        return found.map(([value, is]) =>
          is === wanted ? fromDuckdb(type!, value ?? null) : `of type ${is}, not ${wanted}`,
        )
      }
      try {
        return await ask('')
      } catch {
        // One row overflows: each is asked alone.
        const results: string[] = []
        for (const at of rows.keys()) results.push(...(await ask(` WHERE row_number = ${at}`).catch(refused)))
        return results
      }
    },
  }
}

/** What DuckDB says when a value does not fit; anything else is a mistake in the text. */
function refused(error: unknown): readonly string[] {
  const message = error instanceof Error ? error.message : String(error)
  return /Out of Range|Overflow|out of range|Could not cast|Conversion Error/i.test(message) ? ['overflow'] : [message]
}
