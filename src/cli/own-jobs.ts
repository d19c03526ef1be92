import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DqError } from '../kernel/errors.ts'
import { shownPath } from './shown-path.ts'

/** A job's name, and what Node runs as a module; declarations (`.d.ts`) and files beside the jobs have other names. */
const JOB_FILE = /^(?<name>[a-z][a-z0-9-]*)\.m?[jt]s$/

/** The jobs of a repo by name: each file directly in the folder that is named like a job. Nothing is loaded. */
export function ownJobs(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  if (!existsSync(folder)) return found
  for (const file of readdirSync(folder).sort()) {
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
