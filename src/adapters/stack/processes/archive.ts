import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { exclusively } from './downloads/exclusive.ts'
import { idOf } from './jdk.ts'
import type { ServerRecipe } from './recipe.ts'

/**
 * The JVM's flags for using the archive of a server's loaded classes: halves the CPU time of a start. It is made once, by `train`,
 * which starts and stops the server with the flags for writing it.
 */
export async function archiveFlags(
  { archive, name, bundles }: ServerRecipe,
  cache: string,
  java: string,
  say: (text: string) => void,
  train: (flags: readonly string[]) => Promise<void>,
): Promise<readonly string[]> {
  if (archive === undefined) return []
  const file = join(cache, 'made', `${archive}-${bundles.map(idOf).join('-')}.aot`)
  const use = [`-XX:AOTCache=${file}`]
  if (existsSync(file)) return use
  mkdirSync(join(cache, 'made'), { recursive: true })
  const temporary = `${file}.${process.pid}`
  return exclusively(
    `${file}.lock`,
    async () => {
      if (existsSync(file)) return use
      say(`first start of ${name}: making an archive of its classes, once`)
      await train([`-XX:AOTCacheOutput=${temporary}`])
      if (existsSync(temporary)) renameSync(temporary, file)
      else say(`${java} wrote no class archive: ${name} will start more slowly`)
      rmSync(`${temporary}.config`, { force: true })
      return existsSync(file) ? use : []
    },
    () => say(`waiting for another dq that makes the class archive of ${name}`),
  )
}
