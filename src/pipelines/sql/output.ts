import type { Finding } from '../../kernel/finding.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Type } from '../../kernel/value-type.ts'
import { typeText } from '../expr/type-text.ts'
import type { Analysis } from './analyse/analyse.ts'
import { same } from './analyse/column.ts'
import { type SqlType, sqlTypeOf } from './analyse/sql-type.ts'
import type { Body, Query } from './ast.ts'
import type { SqlJob } from './job.ts'
import { fixOfSqlRule } from './rules/index.ts'
import { placeAt } from './source.ts'

/** What keeps the query from giving the table that its contract promises: names, types, nulls. */
export function outputProblems(
  { output, source, query }: SqlJob,
  analysis: Analysis,
  tables: ReadonlyMap<string, ReadonlyMap<string, Type>>,
): readonly Finding[] {
  const found: Finding[] = []
  const problem = (at: number, message: string, fix?: string): void => {
    const rule = 'sql-output-mismatch'
    found.push({ rule, severity: 'error', at: placeAt(source, at), message, fix: fix ?? fixOfSqlRule(rule) })
  }
  const fields = tables.get(output.contract)
  if (fields === undefined) {
    problem(
      output.at,
      `there is no contract "${output.contract}"${didYouMean(output.contract, tables.keys())}`,
      `write its contract, ${output.contract}.odcs.yaml with its Avro schema beside it, or mend the name`,
    )
    return found
  }
  // A query that could not be read has no columns to speak of.
  if (analysis.problems.length > 0) return found
  const { columns } = analysis.output
  for (const [i, { name, type }] of columns.entries()) {
    const at = itemAt(query, i)
    const field = fields.get(name)
    if (name === '') problem(at, `column ${i + 1} has no name`, 'write AS name')
    else if (field === undefined)
      problem(at, `${output.contract} has no field "${name}"${didYouMean(name, fields.keys())}`)
    else if (columns.findIndex((other) => same(other.name, name)) < i) problem(at, `two columns are called "${name}"`)
    else if (!isAssignable(type, field))
      problem(
        at,
        `"${name}" is ${typeText(type)}, its field ${typeText(sqlTypeOf(field))}`,
        `CAST it to ${typeText(sqlTypeOf({ ...field, nullable: false }))}`,
      )
    else if (type.nullable && !field.nullable)
      problem(at, `"${name}" may be null, its field may not`, 'COALESCE it, or leave the rows out where it is null')
  }
  const missing = [...fields.keys()].filter((name) => !columns.some((column) => same(column.name, name)))
  if (missing.length > 0) {
    const many = missing.length > 1
    const names = missing.map((name) => `"${name}"`).join(', ')
    problem(
      output.at,
      `${many ? 'fields' : 'a field'} of ${output.contract} ${many ? 'are' : 'is'} not among the columns: ${names}`,
      `add: … AS ${missing[0]}`,
    )
  }
  return found
}

/** Whether every value fits: the same type, or a narrower exact number. */
function isAssignable(from: SqlType, to: Type): boolean {
  const target = sqlTypeOf(to)
  if (from.kind === 'null' || (from.kind === target.kind && from.kind !== 'decimal')) return true
  if (from.kind === 'int' && target.kind === 'long') return true
  if (target.kind !== 'decimal') return false
  if (from.kind !== 'decimal') return false
  return from.scale <= target.scale && from.precision - from.scale <= target.precision - target.scale
}

/** Where the select list says a column; the query where `*` does. */
function itemAt(query: Query, index: number): number {
  const select = firstSelect(query.body)
  const item = select?.items[index]
  return select?.items.some(({ kind }) => kind === 'star') ? query.at : (item?.at ?? query.at)
}

function firstSelect(body: Body): Extract<Body, { kind: 'select' }> | undefined {
  if (body.kind === 'select') return body
  if (body.kind === 'set') return firstSelect(body.left)
  return body.kind === 'query' ? firstSelect(body.body) : undefined
}
