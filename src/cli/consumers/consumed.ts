import { dirname } from 'node:path'
import { type CentralState, checkConsumes } from '../../contracts/consumers/check-consumes.ts'
import type { Declared } from '../../contracts/consumers/consumes-file.ts'
import { contractsNamed } from '../../contracts/consumers/contracts-named.ts'
import type { CommitElsewhere } from '../../contracts/consumers/ports.ts'
import { readConsumes } from '../../contracts/consumers/read-consumes.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { Settings } from '../config.ts'
import { today } from '../contract/waivers-file.ts'
import { onDisk, type RepoFiles } from '../repo-files.ts'
import { shownPath } from '../shown-path.ts'
import { currentContracts, pinnedRepository } from '../wiring.ts'
import { consumersOf, consumesPath, unreachable } from './declared.ts'

export interface CheckedUse {
  readonly findings: readonly Finding[]
  readonly looked: Readonly<Record<string, number>>
}

interface LookedAt {
  /** Ask the network again for what is pinned. */
  readonly refresh: boolean
  /** The contracts of the index, not of the work tree; `files` are of the same. */
  readonly staged: boolean
  readonly files: RepoFiles
}

/** Both sides of declared use: what others say they use of this repo, and what this repo says it uses of others. */
export async function checkUse(
  settings: Settings,
  { refresh = false, staged = false, files = onDisk(settings) }: Partial<LookedAt> = {},
): Promise<CheckedUse> {
  const looked: LookedAt = { refresh, staged, files }
  const [theirs, ours] = [await usedHere(settings, looked), await usedElsewhere(settings, looked)]
  return { findings: [...theirs.findings, ...ours.findings], looked: { ...theirs.looked, ...ours.looked } }
}

/** Whether the consumers elsewhere name contracts and fields that are here. Only contracts that they name are read. */
async function usedHere(settings: Settings, looked: LookedAt): Promise<CheckedUse> {
  const { consumers, findings } = await consumersOf(settings, looked)
  if (consumers.length === 0) return { findings, looked: {} }
  const names = [...new Set(consumers.flatMap(({ consumes }) => consumes.consumes.map(({ contract }) => contract)))]
  const contracts = await contractsNamed(await currentContracts(settings, looked.staged), names)
  const here: CentralState = { name: `in ${shownPath(settings.contracts)}`, contracts }
  const used = consumers.flatMap((one) =>
    // Their version is that of their pin: it says nothing about this repo.
    checkConsumes(withoutVersions(one), here, undefined, today()).map((found) => ({
      ...found,
      severity: 'warning' as const,
    })),
  )
  return { findings: [...findings, ...used], looked: { consumer: consumers.length } }
}

const withoutVersions = (declared: Declared): Declared => ({
  ...declared,
  consumes: {
    ...declared.consumes,
    consumes: declared.consumes.consumes.map(({ version: _, ...entry }) => entry),
  },
})

/** `consumes.yaml` of this repo against the central contracts at their pin, and as they are by now. */
async function usedElsewhere(settings: Settings, { files, refresh }: LookedAt): Promise<CheckedUse> {
  const path = consumesPath(settings)
  const text = await files.text(path)
  if (text === undefined) return { findings: [], looked: {} }
  const { declared, findings } = readConsumes(shownPath(path), text)
  if (declared?.consumes.central === undefined) return { findings, looked: {} }
  const { git, ref, contracts: folder } = declared.consumes.central
  const names = declared.consumes.consumes.map(({ contract }) => contract)
  try {
    const { pin, newest } = await pinnedRepository(settings, { git, ref, base: dirname(path) }, refresh)
    const state = async (commit: CommitElsewhere): Promise<CentralState> => ({
      name: `at ${commit.name}`,
      contracts: await contractsNamed(await commit.folder(folder), names),
    })
    const later = pin.commit === newest.commit ? undefined : await state(newest)
    const used = checkConsumes(declared, await state(pin), later, today())
    return { findings: [...findings, ...used], looked: { 'consumed contract': names.length } }
  } catch (error) {
    return {
      findings: [...findings, unreachable(error, declared.centralAt())],
      looked: { 'consumed contract': names.length },
    }
  }
}
