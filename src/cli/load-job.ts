import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Contract } from '../contracts/model.ts'
import { requireContracts } from '../contracts/repo/require.ts'
import { DqError } from '../kernel/errors.ts'
import { type Finding, formatPlace } from '../kernel/finding.ts'
import type { JobIr } from '../pipelines/job/ir.ts'
import { resolveJob } from '../pipelines/job/resolve.ts'
import type { ResolvedJob } from '../pipelines/job/resolved.ts'
import { builtInJobs } from '../pipelines/jobs/index.ts'
import type { Settings } from './config.ts'
import { type DeclaredJob, declaredJob } from './declared-job.ts'
import { isIngest } from './ingest/is-ingest.ts'
import { ownJobs } from './own-jobs.ts'
import { shownPath } from './shown-path.ts'
import { contractFiles } from './wiring.ts'

export interface LoadedJob {
  readonly job: ResolvedJob
  readonly contracts: ReadonlyMap<string, Contract>
  /** The module the job was declared in; built-in jobs are named by `dq` itself. */
  readonly module: string
  readonly builtIn: boolean
}

/**
 * Loads a job (see `declaredJob`) and checks it against the contract repo.
 * @throws DqError for a job that is unknown, does not load, or does not fit the contracts (all its problems at once).
 */
export async function loadJob(nameOrPath: string, settings: Settings): Promise<LoadedJob> {
  return fitJob(await declaredJob(nameOrPath, settings.jobs), await contractsByName(settings))
}

/** Every job of the repo, and the built-in ones whose contracts are all here: they are examples, elsewhere of no use. */
export async function loadJobs(settings: Settings): Promise<readonly LoadedJob[]> {
  const contracts = await contractsByName(settings)
  const own = [...ownJobs(settings.jobs).keys()]
  const names = [...own, ...Object.keys(builtInJobs).filter((name) => !own.includes(name))]
  const declared = await Promise.all(names.map((name) => declaredJob(name, settings.jobs)))
  return declared
    .filter(({ declaration }) => !isIngest(declaration.ir))
    .filter(({ builtIn, declaration }) => !builtIn || contractsOf(declaration.ir).every((name) => contracts.has(name)))
    .map((job) => fitJob(job, contracts))
}

async function contractsByName(settings: Settings): Promise<ReadonlyMap<string, Contract>> {
  const loaded = await requireContracts(await contractFiles(settings))
  return new Map(loaded.map((contract) => [contract.name, contract]))
}

/** A declared job against contracts; they need not be those of a repo. @throws DqError with all that does not fit. */
export function fitJob(
  { declaration, module, builtIn }: DeclaredJob,
  contracts: ReadonlyMap<string, Contract>,
): LoadedJob {
  const { job, findings } = resolveJob(declaration, {
    contracts,
    file: shownPath(module),
    text(file) {
      const path = resolve(dirname(module), file)
      return existsSync(path) ? { path: shownPath(path), text: readFileSync(path, 'utf8') } : undefined
    },
  })
  if (job === undefined) throw misfit(declaration.ir.name, findings)
  return { job, contracts, module, builtIn }
}

const contractsOf = (ir: JobIr): readonly string[] => [
  ...Object.values(ir.inputs),
  ...('writes' in ir ? Object.keys(ir.writes) : Object.values(ir.outputs).map(({ to }) => to)),
]

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
