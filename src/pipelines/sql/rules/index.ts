import type { ContractRule } from '../../../contracts/validate/rule.ts'
import sqlOutputMismatch from './sql-output-mismatch.ts'
import sqlSyntax from './sql-syntax.ts'
import sqlTypeMismatch from './sql-type-mismatch.ts'
import sqlUnknownColumn from './sql-unknown-column.ts'
import sqlUnknownTable from './sql-unknown-table.ts'

const rules = {
  'sql-output-mismatch': sqlOutputMismatch,
  'sql-syntax': sqlSyntax,
  'sql-type-mismatch': sqlTypeMismatch,
  'sql-unknown-column': sqlUnknownColumn,
  'sql-unknown-table': sqlUnknownTable,
} as const satisfies Readonly<Record<string, ContractRule>>

export type SqlRuleId = keyof typeof rules

/** What can be wrong with batch SQL. */
export const sqlRules: readonly ContractRule[] = Object.values(rules)

export const fixOfSqlRule = (id: SqlRuleId): string => rules[id].fix
