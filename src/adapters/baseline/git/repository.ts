import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { type Git, gitIn } from '../../git.ts'

/** The repository that a folder lies in. */
export interface Repository {
  readonly git: Git
  readonly root: string
  /** The folder below `root`, with `/`; empty when it is the root itself. */
  readonly prefix: string
  readonly isShallow: boolean
}

/** Finds the repository of a folder, which need not exist (a branch may have removed it). */
export async function openRepository(folder: string): Promise<Repository> {
  const near = gitIn(folder)
  const out = await near.text(['rev-parse', '--is-shallow-repository', '--show-toplevel'])
  const [shallow = '', root = ''] = out.split('\n')
  return {
    git: gitIn(root),
    root,
    prefix: relative(realpathSync(root), realFolder(folder)).split(sep).join('/'),
    isShallow: shallow === 'true',
  }
}

/** A folder of the disk as its repository names it, empty for its root; undefined for one that lies elsewhere. */
export function belowRoot({ root }: Repository, folder: string): string | undefined {
  const path = relative(realpathSync(root), realFolder(folder)).split(sep).join('/')
  return path === '..' || path.startsWith('../') ? undefined : path
}

/** The path without symbolic links, as far as it exists. */
function realFolder(folder: string): string {
  if (existsSync(folder)) return realpathSync(folder)
  const parent = dirname(folder)
  return parent === folder ? folder : join(realFolder(parent), folder.slice(parent.length).replace(/^[\\/]/, ''))
}
