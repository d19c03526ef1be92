import type { Place } from '../../kernel/finding.ts'
import { deprecationOf } from '../deprecation.ts'
import type { UsageIndex } from '../impact/usage-index.ts'
import type { Contract } from '../model.ts'
import type { Plan } from './plan-file.ts'
import { usersLeft, userText } from './users-left.ts'

/** A step of a plan: done, to do now, or waiting for a day or for those before it. */
export interface PlanStep {
  readonly name: 'successor' | 'announced' | 'consumers' | 'removal'
  readonly state: 'done' | 'open' | 'waiting' | 'overdue'
  readonly text: string
  readonly users?: readonly { readonly name: string; readonly at?: Place }[]
}

/** How far a plan has come, told from the contracts and from who uses them. */
export function planSteps(
  plan: Plan,
  contracts: ReadonlyMap<string, Contract>,
  index: UsageIndex,
  today: string,
): readonly PlanStep[] {
  const old = contracts.get(plan.contract)
  const isGone = old === undefined || (plan.fields?.every(({ from }) => fieldOf(old, from) === undefined) ?? false)
  const left = isGone ? [] : usersLeft(plan, index)
  return [
    successorStep(plan, contracts, today),
    announcedStep(plan, old, isGone),
    consumersStep(plan, left),
    removalStep(),
  ]

  function removalStep(): PlanStep {
    if (isGone) return { name: 'removal', state: 'done', text: `${takenAway(plan)} is gone` }
    if (today < plan.sunset)
      return { name: 'removal', state: 'waiting', text: `${takenAway(plan)} may go from ${plan.sunset} on` }
    if (left.length > 0)
      return { name: 'removal', state: 'overdue', text: `its sunset ${plan.sunset} has passed, and it is still used` }
    return {
      name: 'removal',
      state: 'open',
      text: `remove ${takenAway(plan)}: its sunset ${plan.sunset} has passed, nobody uses it`,
    }
  }
}

/** What goes, as people say it. */
export const takenAway = ({ contract, fields }: Plan): string =>
  fields === undefined ? contract : `${contract}.${fields.map(({ from }) => from).join(', ')}`

const fieldOf = (contract: Contract, name: string) => contract.schema.fields.find((field) => field.name === name)

function successorStep(plan: Plan, contracts: ReadonlyMap<string, Contract>, today: string): PlanStep {
  const old = contracts.get(plan.contract)
  const wanted = plan.successor === undefined ? (plan.fields ?? []).flatMap(({ to }) => to ?? []) : [plan.successor]
  const missing = wanted.filter((name) =>
    plan.successor === undefined ? old !== undefined && fieldOf(old, name) === undefined : !contracts.has(name),
  )
  const name = 'successor'
  if (wanted.length === 0) return { name, state: 'done', text: 'nothing takes its place' }
  if (missing.length === 0)
    return { name, state: 'done', text: `${wanted.join(', ')}: both are written from ${plan.dualWriteFrom} on` }
  const state = today >= plan.dualWriteFrom ? 'overdue' : 'open'
  return { name, state, text: `add ${missing.join(', ')}; both are to be written from ${plan.dualWriteFrom} on` }
}

function announcedStep(plan: Plan, old: Contract | undefined, isGone: boolean): PlanStep {
  const name = 'announced'
  if (isGone || old === undefined) return { name, state: 'done', text: `the sunset was ${plan.sunset}` }
  const days = announcedDays(plan, old)
  const wrong = days.filter((day) => day !== plan.sunset)
  if (wrong.length === 0) return { name, state: 'done', text: `readers are told: sunset ${plan.sunset}` }
  const how =
    plan.fields === undefined
      ? `set status: deprecated and sunset: ${plan.sunset} in ${old.files.odcs}`
      : `add "deprecated": true, "sunset": "${plan.sunset}" in ${old.files.avsc}`
  return { name, state: 'open', text: how }
}

/** The day that the contract itself tells its readers, for all that goes; undefined where it tells none. */
export function announcedDays(plan: Plan, old: Contract): readonly (string | undefined)[] {
  if (plan.fields === undefined) return [old.status === 'deprecated' ? old.settings.sunset : undefined]
  return plan.fields.map(({ from }) => {
    const field = fieldOf(old, from)
    return field === undefined ? plan.sunset : deprecationOf(field)?.sunset
  })
}

function consumersStep(plan: Plan, left: ReturnType<typeof usersLeft>): PlanStep {
  const total = new Set([...plan.consumers, ...left.map(userText)]).size
  const name = 'consumers'
  if (left.length === 0)
    return { name, state: 'done', text: total === 0 ? 'nobody uses it' : `${total} of ${total} have moved` }
  const users = left.map((user) => ({ name: userText(user), ...(user.at && { at: user.at }) }))
  return { name, state: 'open', text: `${total - left.length} of ${total} have moved`, users }
}
