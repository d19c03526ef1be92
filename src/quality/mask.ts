import type { Contract } from '../contracts/model.ts'
import { classRank } from '../contracts/privacy/class-rank.ts'
import type { Row } from './expectation.ts'

export const MASKED = '***'

const PERSONAL = classRank('personal') ?? 0

/**
 * Rows for a report, without what their contract calls personal (or a class of one's own). A column that is no field, such as
 * an alias in somebody's query, may carry anything: it is shown only when the contract has nothing personal.
 */
export function maskedRows(rows: readonly Row[], contract: Contract | undefined): readonly Row[] {
  if (contract === undefined) return rows
  const isPersonal = new Map(contract.fields.map(({ name, classification }) => [name, personal(classification)]))
  const unknown = [...isPersonal.values()].some(Boolean)
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        value !== null && (isPersonal.get(name) ?? unknown) ? MASKED : value,
      ]),
    ),
  )
}

/** The key of a record for a report: it may be a person's id. */
export const maskedKey = <K>(key: K, contract: Contract | undefined): K | typeof MASKED =>
  personalColumns(contract).has(contract?.settings.key ?? '') ? MASKED : key

/** A value that was observed of a column, such as its greatest: a number is a measure, a text may be somebody's name. */
export function maskedFacts(facts: Row, columns: readonly string[], contract: Contract | undefined): Row {
  const personal = personalColumns(contract)
  return columns.some((name) => personal.has(name)) && typeof facts.observed_value === 'string'
    ? { ...facts, observed_value: MASKED }
    : facts
}

/** The fields of a contract whose values are shown to nobody. */
export const personalColumns = (contract: Contract | undefined): ReadonlySet<string> =>
  new Set((contract?.fields ?? []).filter(({ classification }) => personal(classification)).map(({ name }) => name))

const personal = (classification: string | undefined): boolean =>
  classification !== undefined && (classRank(classification) ?? PERSONAL) >= PERSONAL
