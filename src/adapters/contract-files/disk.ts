import { readFileSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { EditableFiles } from '../../contracts/ports.ts'
import { compareCodePoints } from '../../kernel/code-points.ts'

/** Files below an absolute folder; messages show it relative to `cwd`. Hidden files and folders are left out. */
export function diskFiles(folder: string, cwd: string): EditableFiles {
  return {
    folder: shown(folder, cwd),
    async list() {
      const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(noFolder)
      return entries
        .filter((entry) => !entry.isDirectory())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
        .sort(compareCodePoints)
    },
    // At once: a promise for each of a thousand small files takes several times as long.
    read: async (path) => readFileSync(join(folder, path)),
    async write(path, text) {
      const target = join(folder, path)
      const part = `${target}.part`
      try {
        await mkdir(dirname(target), { recursive: true })
        await writeFile(part, text)
        await rename(part, target)
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    },
  }
}

function noFolder(error: NodeJS.ErrnoException): never[] {
  if (error.code === 'ENOENT') return []
  throw error
}

function shown(folder: string, cwd: string): string {
  const path = relative(cwd, folder).split(sep).join('/')
  return path === '' ? '.' : path.startsWith('../') || path === '..' ? folder : path
}
