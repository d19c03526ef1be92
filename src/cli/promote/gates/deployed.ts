import type { Deployed, DeployedPlace } from '../../../contracts/deployed/place.ts'
import type { UsageIndex } from '../../../contracts/impact/usage-index.ts'
import type { Contract } from '../../../contracts/model.ts'
import { requireContracts } from '../../../contracts/repo/require.ts'
import { loadSettings, type Settings } from '../../config.ts'
import { openPlaces } from '../../contract/status-places.ts'
import { contractFiles } from '../../wiring.ts'
import { count, type GateContext } from './gate.ts'

export interface DeployedAnswer {
  readonly looked: string
  /** What the places have otherwise. */
  readonly reasons: readonly string[]
  /** What nobody could say. */
  readonly unknown: readonly string[]
}

/**
 * Contracts promote with tables: of every topic that a table is filled from, the registry and the topics of the target have this very
 * version. The places are those of the environment that is called like the target, else of the present one.
 */
export async function deployedReasons({ settings, into, tables, index }: GateContext): Promise<DeployedAnswer> {
  const there = settings.environments.includes(into) ? environmentOf(settings, into) : settings
  const { registry, kafka } = there.use
  if (registry.url === undefined && kafka.brokers === undefined)
    return { looked: `no registry and no topics of ${into} are configured`, reasons: [], unknown: [] }
  const contracts = await requireContracts(await contractFiles(settings))
  const names = tables.filter(({ after }) => after !== undefined).map(({ planned }) => planned.table)
  const feeding = upstream(names, contracts, index).filter(({ kind }) => kind === 'topic')
  const { places, close } = await openPlaces(there, contracts, into)
  try {
    const asked = places.filter(({ name }) =>
      name === 'registry' ? registry.url !== undefined : name === 'topic' && kafka.brokers !== undefined,
    )
    const answers = []
    for (const contract of feeding)
      for (const place of asked) answers.push({ contract, place: place.name, deployed: await ask(place, contract) })
    return {
      looked: `${count(feeding.length, 'topic')} behind them, in ${asked.map(({ name }) => name).join(' and ')} of ${into}`,
      reasons: answers.flatMap(({ contract, place, deployed }) => reasonOf(contract, place, deployed, into)),
      unknown: answers.flatMap(({ contract, place, deployed }) =>
        deployed.kind === 'unknown' ? [`${contract.name}: the ${place} of ${into} does not say: ${deployed.why}`] : [],
      ),
    }
  } finally {
    await close()
  }
}

const environmentOf = (settings: Settings, env: string): Settings =>
  loadSettings({ env, ...(settings.file !== undefined && { config: settings.file }) })

/** Contracts whose fields flow into the tables, and the tables' own. */
function upstream(names: readonly string[], contracts: readonly Contract[], index: UsageIndex): readonly Contract[] {
  const sources = new Map<string, Set<string>>()
  for (const { name } of contracts)
    for (const { to } of index.ofContract(name)) {
      if (to === undefined) continue
      const known = sources.get(to.contract)
      if (known === undefined) sources.set(to.contract, new Set([name]))
      else known.add(name)
    }
  const found = new Set(names)
  for (const name of found) for (const source of sources.get(name) ?? []) found.add(source)
  return contracts.filter(({ name }) => found.has(name))
}

async function ask(place: DeployedPlace, contract: Contract): Promise<Deployed> {
  try {
    return await place.deployed(contract, async () => [])
  } catch (error) {
    return { kind: 'unknown', why: error instanceof Error ? error.message : String(error) }
  }
}

function reasonOf({ name, version }: Contract, place: string, deployed: Deployed, into: string): readonly string[] {
  switch (deployed.kind) {
    case 'absent':
      return [`${name} ${version}: the ${place} of ${into} has nothing of it`]
    case 'other':
      return [`${name} ${version}: the ${place} of ${into} has ${deployed.detail}`]
    default:
      return []
  }
}
