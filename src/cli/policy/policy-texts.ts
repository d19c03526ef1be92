import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { POLICY_FILES, type PolicyFile } from '../../contracts/policies/files.ts'
import type { Settings } from '../config.ts'
import { shownPath } from '../shown-path.ts'

export type PolicyTexts = ReadonlyMap<PolicyFile, { readonly text: string; readonly shown: string }>

/** The files as they stand on disk. */
export function policyTexts({ contracts }: Pick<Settings, 'contracts'>): PolicyTexts {
  const texts = POLICY_FILES.map((name) => [name, join(contracts, name)] as const)
  return new Map(
    texts
      .filter(([, path]) => existsSync(path))
      .map(([name, path]) => [name, { text: readFileSync(path, 'utf8'), shown: shownPath(path) }]),
  )
}
