import { accessSync, constants } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { DqError } from '../../../kernel/errors.ts'

/** Where Debian keeps servers that are not for everybody's PATH. */
const MORE = ['/usr/sbin', '/sbin', '/usr/local/sbin']

/** The first of these programs that the machine has: names on the PATH, or absolute paths. */
export function findProgram(names: readonly string[], mend: string): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...MORE]
  for (const name of names) {
    for (const path of isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name))) {
      if (isProgram(path)) return path
    }
  }
  throw new DqError(`${names[0]} is not installed`, { hint: mend })
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
