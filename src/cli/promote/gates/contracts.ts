import { finding } from '../../../contracts/validate/rule.ts'
import { applyWaivers } from '../../../contracts/waivers/apply-waivers.ts'
import type { Waiver } from '../../../contracts/waivers/waiver.ts'
import { DqError } from '../../../kernel/errors.ts'
import { type Finding, formatPlace } from '../../../kernel/finding.ts'
import { findingsOf, type TableContract, withoutContract } from '../../../lake/contract/check-tables.ts'
import { planEvolution } from '../../../lake/contract/plan-evolution.ts'
import type { TablePair } from '../../../lake/promote/plan-tables.ts'
import promotedBreak from '../../../lake/promote/rules/promoted-break.ts'
import { fileInWaivers, loadWaivers, today } from '../../contract/waivers-file.ts'
import { contractsOfTables } from '../../lake/table-contracts.ts'
import { deployedReasons } from './deployed.ts'
import { count, type Gate, type GateContext } from './gate.ts'

/**
 * Every table that comes against its contract, and the contract against what readers of the target have now; and no contract runs ahead
 * of the registry and topics that feed the table.
 */
export const contractsGate: Gate = {
  name: 'contracts',
  async judge(context) {
    const contracts = await contractsOfTables(
      context.settings,
      context.tables.map(({ planned }) => planned.table),
    )
    const found = contractFindings(context.tables, contracts, context.into)
    const { left, waived } = await excused(context, found)
    const deployed = await deployedReasons(context)
    const reasons = [...left.map(findingText), ...deployed.reasons]
    const verdict = deployed.unknown.length > 0 ? 'error' : reasons.length > 0 ? 'fail' : 'pass'
    return {
      verdict,
      looked: `${count(context.tables.length, 'table')}; ${deployed.looked}`,
      reasons: [...reasons, ...deployed.unknown],
      notes: waived.map(
        ({ finding, waiver }) => `waived until ${waiver.expires} by ${waiver.owner}: ${findingText(finding)}`,
      ),
    }
  },
}

/** What contracts have to say of the tables that come. */
export function contractFindings(
  tables: readonly TablePair[],
  contracts: readonly TableContract[],
  into: string,
): readonly Finding[] {
  return tables.flatMap(({ planned, before, after }) => {
    if (after === undefined) return []
    const own = contracts.find(({ contract }) => contract.name === planned.table)
    if (own === undefined) return [withoutContract(after, planned.table, 'the merged state')]
    const level = before === undefined || planned.kind === 'replaced' ? [] : levelFindings(before, own, into)
    return [...findingsOf(after, own, 'the merged state'), ...level]
  })
}

/** By the contract's own level of compatibility, against the contract that the target's table was made by. */
function levelFindings(
  before: NonNullable<TablePair['before']>,
  { contract, partitionBy }: TableContract,
  into: string,
) {
  return planEvolution(before, contract, partitionBy).problems.map((problem) =>
    finding(promotedBreak, {
      at: contract.places.odcs(['schema', 0]),
      message: `${contract.name} as ${into} has it: ${problem}`,
    }),
  )
}

/** With the waivers of waivers.yaml taken out, and which they were. */
export async function excused(
  { settings }: Pick<GateContext, 'settings'>,
  findings: readonly Finding[],
): Promise<ReturnType<typeof applyWaivers> & { readonly waivers: readonly Waiver[] }> {
  const { waivers, findings: mistakes } = await loadWaivers(settings)
  const [first] = mistakes
  if (first !== undefined) throw new DqError(`waivers.yaml has mistakes: ${first.message}`, { at: first.at })
  return { ...applyWaivers(findings, waivers, { today: today(), fileOf: fileInWaivers(settings) }), waivers }
}

const findingText = ({ rule, at, message }: Finding): string => `${formatPlace(at)}: ${message} [${rule}]`
