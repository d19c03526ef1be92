import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The batch jobs of a repo by name: each `<name>.sql` in the folder of jobs. Nothing is read. */
export const ownSqlJobs = (folder: string): ReadonlyMap<string, string> =>
  sqlJobsNamed(folder, existsSync(folder) ? readdirSync(folder).sort() : [])

/** The same among the names of the folder's files. */
export const sqlJobsNamed = (folder: string, files: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    files.flatMap((name) => (/^[a-z][a-z0-9-]*\.sql$/.test(name) ? [[name.slice(0, -4), join(folder, name)]] : [])),
  )
