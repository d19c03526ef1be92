import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

/** Turns a file as messages show it (relative to the working folder) into one relative to the repository's root, where there is one. */
export function fromRepositoryRoot(cwd: string): (file: string) => string {
  const root = repositoryRoot(cwd)
  return (file) => {
    const path = root === undefined ? file : relative(root, resolve(cwd, file)).split(sep).join('/')
    return path.startsWith('../') ? file : path
  }
}

function repositoryRoot(cwd: string): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (dirname(folder) === folder) return undefined
  }
}
