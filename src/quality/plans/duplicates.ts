import { columnType } from '../column-type.ts'
import type { Batch, Plan } from '../expectation.ts'
import { all } from '../sql/literal.ts'
import { count, countIf, countMissing, EXAMPLES, judgeRows, type Missing } from './rows.ts'

interface KeyQuestion {
  readonly keys: readonly string[]
  readonly missing: Missing
  readonly mostly: number
}

/** Rows whose key another row has too. Grouping takes a query of its own; a key with a null equals no other. */
export function duplicatesPlan({ keys, missing, mostly }: KeyQuestion, batch: Batch): Plan {
  const { dialect, table, condition } = batch
  const names = keys.map(dialect.quote)
  const list = names.join(', ')
  const where = all(condition, ...names.map((name) => `${name} IS NOT NULL`))
  const many = freeName('occurrences', keys)
  const groups = `SELECT ${list}, count(*) AS ${many} FROM ${table} WHERE ${where} GROUP BY ${list} HAVING count(*) > 1`
  const unexpected = `SELECT coalesce(sum(${many}), 0) AS unexpected_count FROM (${groups}) AS twice`
  const fingerprint = fingerprintOf(keys, batch)
  const isSame = names.map((name) => `mine.${name} = twice.${name}`).join(' AND ')
  const mine = names.map((name) => `mine.${name}`).join(', ')
  return {
    measures: { element_count: countIf(condition), missing_count: countMissing(missing, condition) },
    queries:
      fingerprint === undefined
        ? [unexpected]
        : [
            `SELECT count(*) - count(DISTINCT ${fingerprint}) AS repeated FROM ${table} WHERE ${where}`,
            { sql: unexpected, when: (facts) => count(facts, 'repeated') > 0 },
          ],
    examples: (facts) =>
      count(facts, 'unexpected_count') > 0
        ? `SELECT ${mine} FROM (SELECT ${list} FROM ${table} WHERE ${where}) AS mine JOIN (${groups}) AS twice ON ${isSame} ORDER BY ${mine} LIMIT ${EXAMPLES}`
        : undefined,
    judge: (facts, examples) => judgeRows(facts, examples, { mostly, countOfNothing: 0 }),
  }
}

/** A name that no key has, whatever the case of its letters. */
const freeName = (name: string, keys: readonly string[]): string =>
  keys.some((key) => key.toLowerCase() === name) ? freeName(`${name}_`, keys) : name

/** Undefined where the engine has none, and for nested values. */
function fingerprintOf(keys: readonly string[], { dialect, columns }: Batch): string | undefined {
  const typed = keys.map((key) => ({ value: dialect.quote(key), type: columnType(key, columns) }))
  if (typed.some(({ type }) => type === undefined)) return undefined
  return dialect.fingerprint?.(typed.map(({ value, type }) => ({ value, isText: type === 'string' })))
}
