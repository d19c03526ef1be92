import type { Contract } from '../../../src/contracts/model.ts'
import { loadContracts } from '../../../src/contracts/repo/load.ts'
import { syncContracts } from '../../../src/contracts/sync/sync-contracts.ts'
import { AVSC, AVSC_PATH, edited, ODCS, ODCS_PATH } from '../base-repo.ts'
import { memoryFiles } from '../memory-files.ts'

export type Files = { readonly [path: string]: string }

/** The contracts of these files; fails when something is wrong in them. ODCS properties follow the avsc, as `dq contract sync` writes them. */
export async function contractsOf(files: Files, folder = 'contracts'): Promise<readonly Contract[]> {
  const { changes } = await syncContracts(memoryFiles(files, folder))
  const synced = { ...files, ...Object.fromEntries(changes.map(({ path, text }) => [path, text])) }
  const { contracts, findings } = await loadContracts(memoryFiles(synced, folder))
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(errors.map(({ at, message }) => `${at.file}:${at.line} ${message}`).join('\n'))
  return contracts
}

export const BASE: Files = { [ODCS_PATH]: ODCS, [AVSC_PATH]: AVSC }

/** The base with parts of its avsc replaced. */
export const avsc = (...edits: readonly (readonly [from: string, to: string])[]): Files => ({
  ...BASE,
  [AVSC_PATH]: edits.reduce((text, [from, to]) => edited(text, from, to), AVSC),
})

/** The base with parts of its ODCS document replaced. */
export const odcs = (...edits: readonly (readonly [from: string, to: string])[]): Files => ({
  ...BASE,
  [ODCS_PATH]: edits.reduce((text, [from, to]) => edited(text, from, to), ODCS),
})

/** The base with this text at the end of its ODCS document. */
export const add = (text: string): Files => ({ ...BASE, [ODCS_PATH]: ODCS + text })

/** The base with one more setting. */
export const setting = (name: string, value: string): Files => add(`  - property: ${name}\n    value: ${value}\n`)

/** The base whose `note` has this type, and maybe more keys, on line 8 of the avsc. */
export const note = (type: string, more = ''): Files =>
  avsc(['"type": ["null", "string"], "default": null', `"type": ${type}${more}`])

/** The base with one more field, on line 10 of the avsc. */
export const field = (text: string): Files =>
  avsc(['"timestamp-micros" } }\n', `"timestamp-micros" } },\n    ${text}\n`])
