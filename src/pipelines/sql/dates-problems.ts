import type { Finding } from '../../kernel/finding.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Type } from '../../kernel/value-type.ts'
import type { SqlJob } from './job.ts'
import { fixOfSqlRule, type SqlRuleId } from './rules/index.ts'
import { placeAt } from './source.ts'

/** What `@dates` names that is not there: tables that the query does not read, columns that one of the two has not. */
export function datesProblems(
  { dates, source }: SqlJob,
  read: ReadonlySet<string>,
  tables: ReadonlyMap<string, ReadonlyMap<string, Type>>,
): readonly Finding[] {
  return [...dates].flatMap(([table, { from, by, with: same, at }]) => {
    const problem = (rule: SqlRuleId, message: string): Finding => ({
      rule,
      severity: 'error',
      at: placeAt(source, at),
      message: `@dates: ${message}`,
      fix: fixOfSqlRule(rule),
    })
    const names = [...new Set([table, from])]
    const unread = names.filter((name) => !read.has(name))
    if (unread.length > 0)
      return unread.map((name) =>
        problem('sql-unknown-table', `the query does not read "${name}"${didYouMean(name, read)}`),
      )
    return names.flatMap((name) => {
      const columns = tables.get(name)
      const named = new Set(name === table ? [...same, ...by] : by)
      return [...named]
        .filter((column) => columns !== undefined && !columns.has(column))
        .map((column) =>
          problem('sql-unknown-column', `${name} has no field "${column}"${didYouMean(column, columns!.keys())}`),
        )
    })
  })
}
