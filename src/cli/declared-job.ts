import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { DqError } from '../kernel/errors.ts'
import { didYouMean } from '../kernel/suggest.ts'
import type { JobDeclaration } from '../pipelines/job/declaration.ts'
import { builtInJobs, builtInJobsUrl } from '../pipelines/jobs/index.ts'
import { builtInIngests } from '../pipelines/jobs/ingests.ts'
import { ownJobs } from './own-jobs.ts'
import { resolveOwnPackage } from './own-package.ts'
import { shownPath } from './shown-path.ts'
import { ownSqlJobs } from './sql/own-sql-jobs.ts'

/** A declaration as it stands in a module, not yet checked against contracts. */
export interface DeclaredJob {
  readonly declaration: JobDeclaration
  /** The module the job was declared in; built-in jobs are named by `dq` itself. */
  readonly module: string
  readonly builtIn: boolean
}

/**
 * A job by the path of its module, or by name: the repo's own (`<name>.ts` in the jobs folder) before a built-in one,
 * so that nobody's job changes its meaning when a new version of `dq` brings one of the same name.
 * @throws DqError for a name or path without a job, and for a module that does not load.
 */
export async function declaredJob(nameOrPath: string, jobsFolder: string): Promise<DeclaredJob> {
  if (/[./\\]/.test(nameOrPath)) return fromModule(resolve(nameOrPath))
  const own = ownJobs(jobsFolder)
  const module = own.get(nameOrPath)
  if (module !== undefined) return named(nameOrPath, await fromModule(module))
  const builtIn = Object.hasOwn(builtInJobs, nameOrPath) ? builtInJobs[nameOrPath] : undefined
  if (builtIn !== undefined)
    return { declaration: (await builtIn()).default, module: fileURLToPath(builtInJobsUrl), builtIn: true }
  throw unknownJob(nameOrPath, jobsFolder)
}

/** Says which job was meant, of all kinds that `dq run` knows, or of which kind the job is. */
function unknownJob(name: string, jobsFolder: string): DqError {
  const batch = [...ownSqlJobs(jobsFolder).keys()]
  const ingests = Object.keys(builtInIngests)
  const streaming = [...new Set([...ownJobs(jobsFolder).keys(), ...Object.keys(builtInJobs)])]
  const kind = batch.includes(name) ? 'a batch job' : ingests.includes(name) ? 'an ingest job' : undefined
  if (kind !== undefined)
    return new DqError(`${name} is ${kind}: this is for streaming jobs`, {
      hint: `streaming jobs: ${streaming.join(', ')}`,
    })
  const own = [...ownJobs(jobsFolder).keys(), ...batch]
  const names = [...new Set([...own, ...streaming, ...ingests])]
  const builtIn = names.filter((one) => !own.includes(one))
  const here = own.length === 0 ? '' : `jobs here: ${own.join(', ')}; `
  return new DqError(`no job is called "${name}"${didYouMean(name, names)}`, {
    hint: `${here}built-in: ${builtIn.join(', ')}; a job of your own is ${shownPath(jobsFolder)}/${name}.ts, or is named by its path`,
  })
}

async function fromModule(module: string): Promise<DeclaredJob> {
  const file = shownPath(module)
  if (!existsSync(module)) throw new DqError(`there is no job file ${file}`, { hint: 'give the path of a module' })
  resolveOwnPackage()
  const { default: declaration } = await load(module)
  if (isDeclaration(declaration)) return { declaration, module, builtIn: false }
  throw new DqError(`${file} does not export a job`, {
    hint: "end it with: export default job('name')…outputs(…)",
    at: { file },
  })
}

async function load(module: string): Promise<{ default?: unknown }> {
  try {
    return (await import(pathToFileURL(module).href)) as { default?: unknown }
  } catch (cause) {
    if (cause instanceof DqError || !(cause instanceof Error)) throw cause
    throw new DqError(`the job does not load: ${cause.message}`, {
      at: { file: shownPath(module) },
      hint: 'DQ_LOG=debug shows where',
      cause,
    })
  }
}

/** In the jobs folder the file is what the job is found by, and its fixtures stand under the declared name: they must agree. */
function named(name: string, declared: DeclaredJob): DeclaredJob {
  if (declared.declaration.ir.name === name) return declared
  throw new DqError(`the file declares the job "${declared.declaration.ir.name}"`, {
    at: { file: shownPath(declared.module) },
    hint: `jobs are found by their file: write job('${name}'), or rename the file`,
  })
}

const isDeclaration = (value: unknown): value is JobDeclaration =>
  typeof value === 'object' &&
  value !== null &&
  'ir' in value &&
  (value.ir as { irVersion?: unknown } | undefined)?.irVersion === 1
