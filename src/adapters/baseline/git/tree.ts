import { DqError } from '../../../kernel/errors.ts'
import { type Entry, zeroSeparated } from './objects.ts'
import type { Repository } from './repository.ts'

/** The files of a folder in a commit; undefined when the commit has no contract anywhere, so that all there are now are new. */
export async function treeEntries(
  { git }: Repository,
  commit: string,
  folder: string,
  ref: string,
): Promise<readonly Entry[] | undefined> {
  const list = async (...args: string[]) => {
    const out = zeroSeparated(await git.text(['ls-tree', '-z', ...args]))
    return out.map(({ words: [mode = '', , id = ''], path }) => ({ mode, id, path }))
  }
  if (folder === '') return list('-r', commit)
  const steps = folder.split('/')
  for (let i = 1; i <= steps.length; i++) {
    const path = steps.slice(0, i).join('/')
    const [found] = await list(commit, '--', path)
    if (found === undefined) return absent(await list('-r', commit), folder, ref)
    if (found.mode !== '040000' && found.mode !== '160000')
      throw new DqError(`${path} is a file at ${ref}, no folder`, {
        hint: `name the folder of the contracts: --against ${ref}:${steps[0]}`,
      })
    if (found.mode === '160000')
      throw new DqError(`${path} is a submodule at ${ref}: its contracts are in another repository`, {
        hint: `git submodule update --init ${path}, then name its commit: --against ${found.id}`,
      })
  }
  return list('-r', `${commit}:${folder}`)
}

function absent(all: readonly Entry[], folder: string, ref: string): undefined {
  const contract = all.find(({ path }) => path.endsWith('.odcs.yaml'))
  if (contract === undefined) return undefined
  const elsewhere = contract.path.split('/').slice(0, -2).join('/')
  throw new DqError(`there is no folder ${folder} at ${ref}`, {
    hint: `${contract.path} is there: --against ${ref}:${elsewhere || '.'}`,
  })
}
