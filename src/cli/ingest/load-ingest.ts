import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Contract } from '../../contracts/model.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import type { IngestIr } from '../../pipelines/ingest/ir.ts'
import { type ResolvedIngest, resolveIngest } from '../../pipelines/ingest/resolve.ts'
import { builtInIngests, builtInIngestsUrl } from '../../pipelines/jobs/ingests.ts'
import type { Settings } from '../config.ts'
import { declaredJob } from '../declared-job.ts'
import { ownJobs } from '../own-jobs.ts'
import { contractFiles } from '../wiring.ts'
import { isIngest } from './is-ingest.ts'

export interface LoadedIngest {
  readonly job: ResolvedIngest
  readonly contracts: ReadonlyMap<string, Contract>
  /** The module the job was declared in. */
  readonly module: string
  readonly builtIn: boolean
}

interface Declared {
  readonly ir: IngestIr
  readonly module: string
  readonly builtIn: boolean
}

/** The ingest job of that name or path; undefined when it is a job of another kind, or none. */
export async function loadIngest(nameOrPath: string, settings: Settings): Promise<LoadedIngest | undefined> {
  const declared = await ingestNamed(nameOrPath, settings)
  return declared && fit(declared, await contractsByName(settings))
}

/** Every ingest job of the repo, and the built-in ones whose contracts are all here. */
export async function loadIngests(settings: Settings): Promise<readonly LoadedIngest[]> {
  const contracts = await contractsByName(settings)
  const names = [...new Set([...ownJobs(settings.jobs).keys(), ...Object.keys(builtInIngests)])]
  const declared = await Promise.all(names.map((name) => ingestNamed(name, settings)))
  return declared
    .filter((one) => one !== undefined)
    .filter(({ ir, builtIn }) => !builtIn || contractsOf(ir).every((name) => contracts.has(name)))
    .map((one) => fit(one, contracts))
}

const contractsOf = ({ routes, rejected }: IngestIr): readonly string[] => [
  ...Object.entries(routes).flatMap(([topic, { to }]) => [topic, to]),
  rejected,
]

const fit = ({ ir, ...rest }: Declared, contracts: ReadonlyMap<string, Contract>): LoadedIngest => ({
  job: resolveIngest(ir, contracts),
  contracts,
  ...rest,
})

async function ingestNamed(nameOrPath: string, { jobs }: Settings): Promise<Declared | undefined> {
  const isPath = /[./\\]/.test(nameOrPath)
  const isOwn = isPath ? existsSync(nameOrPath) : ownJobs(jobs).has(nameOrPath)
  if (isOwn) {
    const { declaration, ...rest } = await declaredJob(nameOrPath, jobs)
    const ir: unknown = declaration.ir
    return isIngest(ir) ? { ir, ...rest } : undefined
  }
  const builtIn = Object.hasOwn(builtInIngests, nameOrPath) ? builtInIngests[nameOrPath] : undefined
  if (builtIn === undefined) return undefined
  return { ir: (await builtIn()).default.ir, module: fileURLToPath(builtInIngestsUrl), builtIn: true }
}

async function contractsByName(settings: Settings): Promise<ReadonlyMap<string, Contract>> {
  const loaded = await requireContracts(await contractFiles(settings))
  return new Map(loaded.map((contract) => [contract.name, contract]))
}
