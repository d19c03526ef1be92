import { resolve } from 'node:path'
import type { ContractBaseline } from '../../contracts/ports.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Settings } from '../config.ts'
import { contractBaseline, headOf } from '../wiring.ts'
import { againstRegistry, REGISTRY } from './against-registry.ts'

export interface BaselineFlags {
  readonly against?: readonly string[] | undefined
  readonly staged: boolean
  /** Pattern of tags, or `none`. */
  readonly history?: string | undefined
}

/** What a check compares with: each once, in the order given; for what is staged HEAD, unless told otherwise. */
export async function baselinesOf(
  settings: Settings,
  { against = [], staged, history }: BaselineFlags,
): Promise<readonly ContractBaseline[]> {
  const tags = history === undefined ? settings.history?.tags : history === 'none' ? [] : [history]
  if (against.length > 0) {
    const named = await Promise.all(
      [...new Set(against)].map(async (text) =>
        text.startsWith(REGISTRY)
          ? againstRegistry(settings, text.slice(REGISTRY.length), staged)
          : [await contractBaseline(settings, text, tags)],
      ),
    )
    const found = named.flat()
    const itself = staged ? undefined : found.find(({ name }) => isFolderOf(settings, name))
    if (itself === undefined) return found
    throw new DqError(`${itself.name} holds the very contracts that are checked`, {
      hint: 'name another state of them: a git ref, another folder, an archive',
    })
  }
  if (staged) return [await headOf(settings, tags)]
  throw new DqError('nothing says what to compare with', {
    hint: 'give --against <branch, tag, commit, folder, archive or registry:<env>>, e.g. --against main, or --staged',
  })
}

/** A folder is called as it was given; what git knows has its commit beside it. */
const isFolderOf = ({ contracts, root }: Settings, name: string): boolean => [contracts, root].includes(resolve(name))
