import { type Applied, applyPlan } from '../../contracts/registry/apply.ts'
import { type PlanEntry, planRegistration } from '../../contracts/registry/plan.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Settings } from '../config.ts'
import { orUnreachable } from '../or-unreachable.ts'
import { contractFiles } from '../wiring.ts'
import { demandRegistry, REGISTRY } from './against-registry.ts'
import { checkContracts } from './check.ts'

export interface Registration {
  readonly env: string
  readonly registry: string
  readonly plan: readonly PlanEntry[]
  readonly applied: readonly Applied[]
  /** `refused`: something is incompatible, and nothing was registered. */
  readonly outcome: 'registered' | 'planned' | 'refused'
}

/** Plans, and registers what the plan says unless something in it is incompatible. */
export async function register(
  settings: Settings,
  { dryRun, onApplied }: { readonly dryRun: boolean; readonly onApplied: (applied: Applied) => void },
): Promise<Registration> {
  const registry = await demandRegistry(settings)
  const env = settings.env ?? ''
  const contracts = await requireContracts(await contractFiles(settings))
  const flags = { against: [`${REGISTRY}${env}`], staged: false, 'fail-on': 'error', 'write-baseline': false } as const
  return orUnreachable(
    (async () => {
      const { findings } = await checkContracts(settings, { ...flags, prove: false }, () => {})
      const plan = await planRegistration(contracts, registry, findings)
      if (plan.length === 0)
        throw new DqError('there is nothing to register: no contract is a topic in Avro', {
          hint: 'set wireFormat: avro for topics whose records carry the id of a schema',
        })
      const isRefused = plan.some(({ action }) => action === 'incompatible')
      const applied = dryRun || isRefused ? [] : await applyPlan(plan, registry, onApplied)
      return {
        env,
        registry: registry.name,
        plan,
        applied,
        outcome: isRefused ? 'refused' : dryRun ? 'planned' : 'registered',
      }
    })(),
  )
}
