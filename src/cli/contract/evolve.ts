import type { z } from 'zod'
import type { Plan, planFile } from '../../contracts/evolve/plan-file.ts'
import { type PlanStep, planSteps, takenAway } from '../../contracts/evolve/plan-steps.ts'
import { planText } from '../../contracts/evolve/plan-text.ts'
import planOutOfStep from '../../contracts/evolve/rules/plan-out-of-step.ts'
import { usersLeft, userText } from '../../contracts/evolve/users-left.ts'
import { askSources } from '../../contracts/impact/ask-sources.ts'
import type { UsageIndex } from '../../contracts/impact/usage-index.ts'
import type { Contract } from '../../contracts/model.ts'
import { loadContracts } from '../../contracts/repo/load.ts'
import { contractNamed, requireContracts } from '../../contracts/repo/require.ts'
import { finding } from '../../contracts/validate/rule.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Finding } from '../../kernel/finding.ts'
import { fingerprint } from '../../kernel/fingerprint.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Settings } from '../config.ts'
import { onDisk, type RepoFiles } from '../repo-files.ts'
import { contractFiles } from '../wiring.ts'
import { fieldDrafts, successorDrafts, writeDrafts } from './draft.ts'
import { loadPlans, writePlan } from './plans-file.ts'
import { usageSources } from './usage-sources.ts'
import { today } from './waivers-file.ts'

export interface EvolveFlags {
  readonly contract: string | undefined
  readonly to: string | undefined
  readonly sunset: string | undefined
  readonly field?: readonly string[] | undefined
  readonly 'dual-write-from'?: string | undefined
  readonly owner?: string | undefined
  readonly reason: string | undefined
  readonly draft?: boolean
}

export interface PlanStatus {
  readonly plan: Plan
  readonly what: string
  readonly steps: readonly PlanStep[]
}

/** Writes the plan of a break: to a new topic or table, or of fields within the contract; with `draft` what it asks for first, too. Answers with what was written. */
export async function planBreak(settings: Settings, flags: EvolveFlags): Promise<readonly string[]> {
  const { contract: name, to, sunset, reason } = flags
  if (name === undefined || to === undefined || sunset === undefined || reason === undefined)
    throw new DqError('a plan needs the contract, --to, --sunset and --reason', {
      hint: 'e.g. dq contract evolve order.created --to v2 --sunset 2027-06-30 --reason "Amounts per line"',
    })
  const files = await contractFiles(settings)
  const contracts = await requireContracts(files)
  const contract = contractNamed(contracts, name)
  const owner = flags.owner ?? contract.owner
  if (owner === undefined) throw new DqError('nobody answers for this plan', { hint: 'give --owner <team>' })
  const fields = flags.field?.map((text) => fieldMove(contract, text))
  const plan: z.infer<typeof planFile> = {
    version: 1,
    contract: name,
    to,
    ...(fields === undefined ? { successor: `${name}.${to}` } : { fields }),
    owner,
    reason,
    dualWriteFrom: flags['dual-write-from'] ?? today(),
    sunset,
    consumers: [],
  }
  if (plan.sunset <= plan.dualWriteFrom)
    throw new DqError(`the sunset ${plan.sunset} does not come after ${plan.dualWriteFrom}, when both are written`, {
      hint: 'give a later --sunset',
    })
  const index = await usagesOf(settings, name)
  const consumers = usersLeft({ ...plan, file: '', at: () => ({ file: '' }) }, index).map(userText)
  const drafts = !flags.draft
    ? new Map()
    : fields === undefined
      ? await successorDrafts(files, contracts, { contract: name, successor: `${name}.${to}`, to })
      : await fieldDrafts(files, contract, fields)
  const file = writePlan(settings, `${name}-${to}`, planText({ ...plan, consumers }))
  return [file, ...(await writeDrafts(files, drafts))]
}

/** `total_amount=amount`, or `coupon` where nothing takes its place. */
function fieldMove(contract: Contract, text: string): { readonly from: string; readonly to?: string } {
  const [from = '', to] = text.split('=', 2)
  const names = contract.schema.fields.map((field) => field.name)
  if (!names.includes(from))
    throw new DqError(`${contract.name} has no field "${from}"${didYouMean(from, names)}`, {
      hint: `its fields: ${names.join(', ')}`,
    })
  return to === undefined || to === '' ? { from } : { from, to }
}

const usagesOf = async (settings: Settings, contract: string): Promise<UsageIndex> =>
  (await askSources(usageSources(settings), new Set([contract]))).index

/** How far the plans of a contract have come; of all contracts without a name. */
export async function planStatus(settings: Settings, name: string | undefined): Promise<readonly PlanStatus[]> {
  const { plans, findings } = await loadPlans(settings)
  const [wrong] = findings
  if (wrong !== undefined) throw new DqError(wrong.message, { at: wrong.at, ...(wrong.fix && { hint: wrong.fix }) })
  const own = plans.filter((plan) => name === undefined || plan.contract === name)
  if (own.length === 0)
    throw new DqError(name === undefined ? 'there are no plans' : `there is no plan for ${name}`, {
      hint: `make one: dq contract evolve ${name ?? '<contract>'} --to v2 --sunset <day> --reason <why>`,
    })
  return stepsOf(settings, own, onDisk(settings))
}

async function stepsOf(settings: Settings, plans: readonly Plan[], files: RepoFiles): Promise<readonly PlanStatus[]> {
  const { readable } = await loadContracts(await files.contracts())
  const contracts = new Map(readable.map((one) => [one.name, one]))
  const { index } = await askSources(usageSources(settings, files), new Set(plans.map((plan) => plan.contract)))
  return plans.map((plan) => ({ plan, what: takenAway(plan), steps: planSteps(plan, contracts, index, today()) }))
}

/** Plans that have not done what their days ask for. */
export async function plansBehind(
  settings: Settings,
  plans: readonly Plan[],
  files: RepoFiles,
): Promise<readonly Finding[]> {
  if (plans.length === 0) return []
  const status = await stepsOf(settings, plans, files)
  return status.flatMap(({ plan, what, steps }) =>
    steps
      .filter(({ state }) => state === 'overdue')
      .map(({ text }) => {
        const print = fingerprint({ rule: planOutOfStep.id, of: plan.contract, path: '', text: `${plan.to} ${text}` })
        const message = `the plan ${what} → ${plan.to}: ${text}`
        return { ...finding(planOutOfStep, { at: plan.at('sunset'), message }), fingerprint: print }
      }),
  )
}
