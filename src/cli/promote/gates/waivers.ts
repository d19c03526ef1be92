import { isExpired, type Waiver, waiverSubject } from '../../../contracts/waivers/waiver.ts'
import { fileInWaivers, today } from '../../contract/waivers-file.ts'
import { contractsOfTables } from '../../lake/table-contracts.ts'
import { contractFindings, excused } from './contracts.ts'
import { count, type Gate, type GateContext } from './gate.ts'

/** Which reviewed exceptions the tables come with: an expired one does not pass, the others are named. */
export const waiversGate: Gate = {
  name: 'waivers',
  async judge(context) {
    const contracts = await contractsOfTables(
      context.settings,
      context.tables.map(({ planned }) => planned.table),
    )
    const { waived, waivers } = await excused(context, contractFindings(context.tables, contracts, context.into))
    const own = waivers.filter(
      (waiver) => waived.some((one) => one.waiver === waiver) || isAbout(waiver, context, contracts),
    )
    const expired = own.filter((waiver) => isExpired(waiver, today()))
    return {
      verdict: expired.length > 0 ? 'fail' : 'pass',
      looked: lookedText(own.length, waivers.length, context.tables.length),
      reasons: expired.map((waiver) => `the waiver of ${waiverSubject(waiver)} expired on ${waiver.expires}`),
      notes: own.filter((waiver) => !expired.includes(waiver)).map(inUse),
    }
  },
}

/** `3 waivers, 2 about these 12 tables`; `1 waiver, none about this table`. */
export const lookedText = (own: number, all: number, tables: number): string =>
  `${count(all, 'waiver')}, ${own === 0 ? 'none' : own} about ${tables === 1 ? 'this table' : `these ${tables} tables`}`

const inUse = (waiver: Waiver): string =>
  `in use until ${waiver.expires}: ${waiverSubject(waiver)} (${waiver.owner}: ${waiver.reason})`

/** By the file of a contract that a waiver names. */
function isAbout(
  { at }: Waiver,
  { settings, tables }: GateContext,
  contracts: Awaited<ReturnType<typeof contractsOfTables>>,
): boolean {
  if (at === undefined) return false
  const place = at.replace(/^\.\//, '').replace(/\/$/, '')
  const inRepo = fileInWaivers(settings)
  return contracts
    .filter(({ contract }) => tables.some(({ planned }) => planned.table === contract.name))
    .flatMap(({ contract }) => [contract.files.odcs, contract.files.avsc].map(inRepo))
    .some((file) => file === place || file.startsWith(`${place}/`))
}
