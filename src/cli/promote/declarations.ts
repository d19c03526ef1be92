import { createHash } from 'node:crypto'
import type { ContractFiles } from '../../contracts/ports.ts'
import { inBatches } from '../../kernel/in-batches.ts'
import type { Settings } from '../config.ts'
import { policyTexts } from '../policy/policy-texts.ts'
import { contractFiles, suiteFiles } from '../wiring.ts'

/** Names what the gates judge by: every contract, suite and waiver as it stands. A plan is void once one of them changes. */
export async function declarationsDigest(settings: Settings, waivers: string): Promise<string> {
  const hash = createHash('sha256')
  for (const files of [await contractFiles(settings), await suiteFiles(settings)]) await add(hash, files)
  return hash.update(waivers).digest('hex')
}

async function add(hash: ReturnType<typeof createHash>, files: ContractFiles): Promise<void> {
  const paths = [...(await files.list())].sort()
  const all = await inBatches(paths, (path) => files.read(path))
  for (const [i, path] of paths.entries())
    hash.update(`${path}\0${createHash('sha256').update(all[i]!).digest('hex')}\n`)
}

/** Names the policy as it stands in the work tree, or at the commit that it was read at. */
export function policyDigest(settings: Settings, commit: string | undefined): string {
  if (commit !== undefined) return `commit ${commit}`
  const hash = createHash('sha256')
  for (const [name, { text }] of policyTexts(settings)) hash.update(`${name}\0${text}\0`)
  return hash.digest('hex')
}
