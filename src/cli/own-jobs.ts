import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DqError } from '../kernel/errors.ts'
import { shownPath } from './shown-path.ts'

/** A job's name, and what Node runs as a module; declarations (`.d.ts`) and files beside the jobs have other names. */
const JOB_FILE = /^(?<name>[a-z][a-z0-9-]*)\.m?[jt]s$/

/** The jobs of a repo by name: each file directly in the folder that is named like a job. Nothing is loaded. */
export const ownJobs = (folder: string): ReadonlyMap<string, string> =>
  jobsNamed(folder, existsSync(folder) ? readdirSync(folder).sort() : [])

/** The same among the names of the folder's files. */
export function jobsNamed(folder: string, files: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const file of files) {
    const name = JOB_FILE.exec(file)?.groups?.name
    if (name === undefined) continue
    const other = found.get(name)
    const path = join(folder, file)
    if (other !== undefined)
      throw new DqError(`two files for the job ${name}: ${shownPath(other)} and ${shownPath(path)}`, {
        hint: 'remove one of them',
      })
    found.set(name, path)
  }
  return found
}
