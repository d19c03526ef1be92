import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { exclusively } from './exclusive.ts'

/** A folder of the cache that is made once: `make` fills another one, which gets the name only when it is whole. */
export async function onceInCache(
  cache: string,
  name: string,
  make: (folder: string) => Promise<void>,
  say: (text: string) => void,
): Promise<string> {
  const made = join(cache, 'made', name)
  if (existsSync(made)) return made
  const work = async () => {
    if (existsSync(made)) return made
    mkdirSync(join(cache, 'made'), { recursive: true })
    const folder = mkdtempSync(join(cache, 'making-'))
    try {
      await make(folder)
      renameSync(folder, made)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    return made
  }
  return exclusively(join(cache, 'made', `${name}.lock`), work, () => say(`waiting for another dq that makes ${name}`))
}
