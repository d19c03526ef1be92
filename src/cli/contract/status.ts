import { contractsNamed } from '../../contracts/consumers/contracts-named.ts'
import { type Deployed, type DeployedPlace, unreadable } from '../../contracts/deployed/place.ts'
import { registryPlace } from '../../contracts/deployed/registry-place.ts'
import type { Contract } from '../../contracts/model.ts'
import type { ContractBaseline } from '../../contracts/ports.ts'
import { isRegistered } from '../../contracts/registry/subjects.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Settings } from '../config.ts'
import { contractFiles, headOf, schemaRegistry } from '../wiring.ts'

/** A contract and what stands of it where. */
export interface StatusRow {
  readonly name: string
  /** In the work tree. */
  readonly version: string
  /** In the last commit; undefined for one that is new. */
  readonly committed: string | undefined
  readonly places: readonly { readonly name: string; readonly deployed: Deployed }[]
}

/** What of each contract is where: in git, and in the places of an environment. */
export async function contractStatus(settings: Settings): Promise<readonly StatusRow[]> {
  const contracts = await requireContracts(await contractFiles(settings))
  const names = contracts.map(({ name }) => name)
  const head = await committed(settings)
  const old = head === undefined ? new Map<string, Contract>() : await contractsNamed(await head.snapshot(), names)
  const earlier = history(head)
  const places = await placesOf(settings)
  const rows: StatusRow[] = []
  for (const contract of contracts) {
    const deployed = []
    for (const place of places)
      deployed.push({ name: place.name, deployed: await ask(place, contract, () => earlier(contract.name)) })
    rows.push({
      name: contract.name,
      version: contract.version,
      committed: old.get(contract.name)?.version,
      places: deployed,
    })
  }
  return rows
}

/** The last commit; undefined outside of git. */
async function committed(settings: Settings): Promise<ContractBaseline | undefined> {
  try {
    return await headOf(settings)
  } catch (error) {
    if (error instanceof DqError) return undefined
    throw error
  }
}

/** A contract at the tags, newest first, and at HEAD before them. */
function history(head: ContractBaseline | undefined): (name: string) => Promise<readonly Contract[]> {
  const past = async () => (await head?.history?.())?.states ?? []
  let states: ReturnType<typeof past> | undefined
  return async (name) => {
    states ??= past()
    const snapshots = [await head?.snapshot(), ...(await states).map(({ snapshot }) => snapshot).toReversed()]
    const found = await Promise.all(snapshots.map(async (one) => one && (await contractsNamed(one, [name])).get(name)))
    return found.filter((one) => one !== undefined)
  }
}

/** Topics and tables have no reader yet: it is said, not guessed. */
async function placesOf(settings: Settings): Promise<readonly DeployedPlace[]> {
  const registry = await schemaRegistry(settings)
  const nowhere =
    settings.env === undefined ? 'no environment: give --env' : `no registry in environments.${settings.env}`
  return [
    registry === undefined ? unreadable('registry', nowhere, isRegistered) : registryPlace(registry),
    unreadable('topic', 'topics are not read yet', ({ kind }) => kind === 'topic'),
    unreadable('table', 'tables are not read yet', ({ kind }) => kind === 'table'),
  ]
}

/** A place that fails for one contract says so for that one. */
async function ask(
  place: DeployedPlace,
  contract: Contract,
  earlier: () => Promise<readonly Contract[]>,
): Promise<Deployed> {
  try {
    return await place.deployed(contract, earlier)
  } catch (error) {
    return { kind: 'unknown', why: error instanceof Error ? error.message : String(error) }
  }
}
