import type { BranchCatalog, Reference } from '../catalog/port.ts'

/** Branches that a promotion makes for itself begin so; nobody else's may. */
const PREFIX = 'dq-scratch/'

/** The process that made a scratch branch: whether it still runs is known on its own machine alone. */
export interface Owner {
  /** A short name of the machine, letters and digits. */
  readonly host: string
  readonly pid: number
}

export interface ScratchOptions extends Owner {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Letters and digits that nobody else has. */
  readonly unique: string
}

/** `dq-scratch/prod/host-412-lx3k2a-9f2c`: who made it, and when, is in its name, so that any later run knows whether it is left over. */
export const scratchName = (into: string, { host, pid, now, unique }: ScratchOptions): string =>
  `${PREFIX}${into}/${host}-${pid}-${now.toString(36)}-${unique}`

/** A promotion never takes so long: milliseconds. */
const LONGEST = 24 * 3_600_000

/**
 * Scratch branches that a killed run left behind: of this machine when the process is gone, of others when they are a day old.
 * All work is done by hash, so a run whose branch is taken away by mistake is not disturbed.
 */
export function leftOver(
  references: readonly Reference[],
  {
    host,
    now,
    isRunning,
  }: { readonly host: string; readonly now: number; readonly isRunning: (pid: number) => boolean },
): readonly Reference[] {
  return references.filter(({ kind, name }) => {
    if (kind !== 'branch' || !name.startsWith(PREFIX)) return false
    const [, owner, pid, since = ''] = /-?([^-/]+)-(\d+)-([0-9a-z]+)-[^-/]+$/.exec(name) ?? []
    if (owner === host && !isRunning(Number(pid))) return true
    return !(now - Number.parseInt(since, 36) < LONGEST)
  })
}

/** Deletes a scratch branch wherever it is by now; one that is gone already is fine. */
export async function removeScratch(catalog: BranchCatalog, name: string): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    const found = await catalog.reference(name)
    if (found === undefined || (await catalog.deleteReference(found))) return
  }
}
