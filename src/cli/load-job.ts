import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Contract } from '../contracts/model.ts'
import { requireContracts } from '../contracts/repo/require.ts'
import { DqError } from '../kernel/errors.ts'
import { type Finding, formatPlace } from '../kernel/finding.ts'
import { didYouMean } from '../kernel/suggest.ts'
import type { JobDeclaration } from '../pipelines/job/declaration.ts'
import { resolveJob } from '../pipelines/job/resolve.ts'
import type { ResolvedJob } from '../pipelines/job/resolved.ts'
import { builtInJobs, builtInJobsUrl } from '../pipelines/jobs/index.ts'
import type { Settings } from './config.ts'
import { resolveOwnPackage } from './own-package.ts'
import { shownPath } from './shown-path.ts'
import { contractFiles } from './wiring.ts'

export interface LoadedJob {
  readonly job: ResolvedJob
  readonly contracts: ReadonlyMap<string, Contract>
  /** The module the job was declared in; built-in jobs are named by `dq` itself. */
  readonly module: string
}

/**
 * Loads a built-in job by name, or a user's own by the path of its module, and checks it against the contract repo.
 * @throws DqError for a job that is unknown, does not load, or does not fit the contracts (all its problems at once).
 */
export async function loadJob(nameOrPath: string, settings: Settings): Promise<LoadedJob> {
  const { declaration, module } = await declarationOf(nameOrPath)
  const loaded = await requireContracts(await contractFiles(settings))
  const contracts = new Map(loaded.map((contract) => [contract.name, contract]))
  const { job, findings } = resolveJob(declaration, {
    contracts,
    file: shownPath(module),
    text(file) {
      const path = resolve(dirname(module), file)
      return existsSync(path) ? { path: shownPath(path), text: readFileSync(path, 'utf8') } : undefined
    },
  })
  if (job === undefined) throw misfit(declaration.ir.name, findings)
  return { job, contracts, module }
}

async function declarationOf(nameOrPath: string): Promise<{ declaration: JobDeclaration; module: string }> {
  const builtIn = Object.hasOwn(builtInJobs, nameOrPath) ? builtInJobs[nameOrPath] : undefined
  if (builtIn !== undefined) return { declaration: (await builtIn()).default, module: fileURLToPath(builtInJobsUrl) }
  if (!/[./\\]/.test(nameOrPath)) {
    const names = Object.keys(builtInJobs)
    throw new DqError(`no job is called "${nameOrPath}"${didYouMean(nameOrPath, names)}`, {
      hint: `built-in jobs: ${names.join(', ')}; a job of your own is named by its file, e.g. ./${nameOrPath}.ts`,
    })
  }
  const module = resolve(nameOrPath)
  if (!existsSync(module))
    throw new DqError(`there is no job file ${nameOrPath}`, { hint: 'give the path of a module' })
  resolveOwnPackage()
  const { default: declaration } = (await import(pathToFileURL(module).href)) as { default?: unknown }
  if (isDeclaration(declaration)) return { declaration, module }
  throw new DqError(`${nameOrPath} does not export a job`, {
    hint: "end it with: export default job('name')…outputs(…)",
    at: { file: shownPath(module) },
  })
}

const isDeclaration = (value: unknown): value is JobDeclaration =>
  typeof value === 'object' &&
  value !== null &&
  'ir' in value &&
  (value.ir as { irVersion?: unknown } | undefined)?.irVersion === 1

function misfit(name: string, findings: readonly Finding[]): DqError {
  const lines = findings.map(({ at, message, fix }) => {
    const place = formatPlace({ ...at, file: shownPath(at.file) })
    return `  ${place}  ${message}${fix === undefined ? '' : `\n      fix: ${fix}`}`
  })
  return new DqError(
    `job ${name} does not fit the contracts: ${count(findings.length, 'problem')}\n${lines.join('\n')}`,
  )
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`
