import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The batch jobs of a repo by name: each `<name>.sql` in the folder of jobs. Nothing is read. */
export function ownSqlJobs(folder: string): ReadonlyMap<string, string> {
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  return new Map(
    names.flatMap((name) => (/^[a-z][a-z0-9-]*\.sql$/.test(name) ? [[name.slice(0, -4), join(folder, name)]] : [])),
  )
}
