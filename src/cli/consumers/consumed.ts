import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type CentralState, checkConsumes } from '../../contracts/consumers/check-consumes.ts'
import type { Declared } from '../../contracts/consumers/consumes-file.ts'
import { contractsNamed } from '../../contracts/consumers/contracts-named.ts'
import type { CommitElsewhere } from '../../contracts/consumers/ports.ts'
import { readConsumes } from '../../contracts/consumers/read-consumes.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { Settings } from '../config.ts'
import { today } from '../contract/waivers-file.ts'
import { shownPath } from '../shown-path.ts'
import { currentContracts, pinnedRepository } from '../wiring.ts'
import { consumersOf, consumesPath, unreachable } from './declared.ts'

export interface CheckedUse {
  readonly findings: readonly Finding[]
  readonly looked: Readonly<Record<string, number>>
}

/** Both sides of declared use: what others say they use of this repo, and what this repo says it uses of others. */
export async function checkUse(settings: Settings, refresh = false): Promise<CheckedUse> {
  const [theirs, ours] = [await usedHere(settings, refresh), await usedElsewhere(settings, refresh)]
  return { findings: [...theirs.findings, ...ours.findings], looked: { ...theirs.looked, ...ours.looked } }
}

/** Whether the consumers elsewhere name contracts and fields that are here. Only contracts that they name are read. */
async function usedHere(settings: Settings, refresh: boolean): Promise<CheckedUse> {
  const { consumers, findings } = await consumersOf(settings, refresh)
  if (consumers.length === 0) return { findings, looked: {} }
  const names = [...new Set(consumers.flatMap(({ consumes }) => consumes.consumes.map(({ contract }) => contract)))]
  const contracts = await contractsNamed(await currentContracts(settings, false), names)
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
async function usedElsewhere(settings: Settings, refresh: boolean): Promise<CheckedUse> {
  const path = consumesPath(settings)
  if (!existsSync(path)) return { findings: [], looked: {} }
  const { declared, findings } = readConsumes(shownPath(path), readFileSync(path, 'utf8'))
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
