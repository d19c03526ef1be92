import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { type Identity, identityText } from '../../contracts/policies/identity.ts'
import type { BranchCatalog } from '../../lake/catalog/port.ts'
import { leftOver, removeScratch, scratchName } from '../../lake/promote/scratch-branch.ts'
import type { Lake } from '../../lake/table/table.ts'
import type { Settings } from '../config.ts'
import { type LoadedPolicies, loadPolicies } from '../policy/load-policies.ts'
import { whoAmI } from '../policy/who.ts'

/** What a promotion works with. */
export interface Opened {
  readonly settings: Settings
  readonly lake: Lake
  readonly policies: LoadedPolicies
  readonly who: Identity
  /** Milliseconds since the epoch, when it began: everything is judged at one time. */
  readonly now: number
  /** A name of a new scratch branch. */
  scratch(into: string): string
}

export async function openPromotion(
  settings: Settings,
  policyRef: string | undefined,
  open: (settings: Settings) => Promise<Lake>,
): Promise<Opened> {
  const [lake, policies, who] = [await open(settings), await loadPolicies(settings, policyRef), await whoAmI(settings)]
  const now = Date.now()
  const owner = { host, pid: process.pid }
  const scratch = (into: string) =>
    scratchName(into, { ...owner, now: Date.now(), unique: randomBytes(4).toString('hex') })
  return { settings, lake, policies, who, now, scratch }
}

/** Letters and digits of this machine's name. */
const host =
  hostname()
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 30) || 'host'

/** Removes the scratch branches that killed runs left behind; how many there were. */
export async function removeLeftOvers(catalog: BranchCatalog): Promise<number> {
  const left = leftOver(await catalog.references(), { host, now: Date.now(), isRunning })
  for (const { name } of left) await removeScratch(catalog, name)
  return left.length
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // It runs, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** As commits and audits name somebody. */
export const nameOf = (who: Identity): string => identityText(who)
