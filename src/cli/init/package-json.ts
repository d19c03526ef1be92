import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The package.json files a new repo needs, by path. One of its own keeps everybody, and CI, on the same version of `dq`; a
 * package.json that is there stays as it is. Jobs are modules, which a package.json must say: a small one in jobs/ does where
 * the repo's own says otherwise.
 */
export function packageJsonFiles(folder: string, name: string, version: string): ReadonlyMap<string, string> {
  const there = join(folder, 'package.json')
  if (existsSync(there)) return isModule(readFileSync(there, 'utf8')) ? new Map() : jobsAreModules
  const content = { name, private: true, type: 'module', devDependencies: { '@dq-toolkit/dq': `^${version}` } }
  return new Map([['package.json', text(content)]])
}

const text = (content: object): string => `${JSON.stringify(content, null, 2)}\n`

const jobsAreModules: ReadonlyMap<string, string> = new Map([['jobs/package.json', text({ type: 'module' })]])

function isModule(packageJson: string): boolean {
  try {
    return (JSON.parse(packageJson) as { type?: unknown }).type === 'module'
  } catch {
    return false
  }
}
