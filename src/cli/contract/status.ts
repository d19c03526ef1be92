import { contractsNamed } from '../../contracts/consumers/contracts-named.ts'
import type { Deployed, DeployedPlace } from '../../contracts/deployed/place.ts'
import type { Contract } from '../../contracts/model.ts'
import type { ContractBaseline } from '../../contracts/ports.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Settings } from '../config.ts'
import { contractFiles, headOf } from '../wiring.ts'
import { openPlaces } from './status-places.ts'

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
export async function contractStatus(settings: Settings, branch: string): Promise<readonly StatusRow[]> {
  const contracts = await requireContracts(await contractFiles(settings))
  const names = contracts.map(({ name }) => name)
  const head = await committed(settings)
  const old = head === undefined ? new Map<string, Contract>() : await contractsNamed(await head.snapshot(), names)
  const earlier = history(head)
  const { places, close } = await openPlaces(settings, contracts, branch)
  try {
    return await rowsOf(places)
  } finally {
    await close()
  }

  async function rowsOf(places: readonly DeployedPlace[]): Promise<readonly StatusRow[]> {
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
