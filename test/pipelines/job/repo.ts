import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { diskFiles } from '../../../src/adapters/contract-files/disk.ts'
import { requireContracts } from '../../../src/contracts/index.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import type { JobDeclaration } from '../../../src/pipelines/job/declaration.ts'
import { resolveJob } from '../../../src/pipelines/job/resolve.ts'
import type { ResolvedJob } from '../../../src/pipelines/job/resolved.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
export const contracts = new Map((await requireContracts(diskFiles(`${root}contracts`, root))).map((c) => [c.name, c]))
const rulesFile = new URL('../../../src/pipelines/jobs/fraud-rules.yaml', import.meta.url)

/** Resolves against this repository's contracts; any rules file is the fraud rules, unless its text is given. */
export const resolve = (declaration: JobDeclaration, rules = readFileSync(rulesFile, 'utf8')) =>
  resolveJob(declaration, { contracts, file: 'job.ts', text: (path) => ({ path, text: rules }) })

/** The same for a job that must fit. */
export function resolved(declaration: JobDeclaration): ResolvedJob {
  const { job, findings } = resolve(declaration)
  if (job === undefined) throw new Error(findings.map(({ message }) => message).join('\n'))
  return job
}

/** The same with further contracts at hand. */
export function resolveWith(declaration: JobDeclaration, more: ReadonlyMap<string, Contract>): ResolvedJob {
  const text = (path: string) => ({ path, text: readFileSync(rulesFile, 'utf8') })
  const { job, findings } = resolveJob(declaration, {
    contracts: new Map([...contracts, ...more]),
    file: 'job.ts',
    text,
  })
  if (job === undefined) throw new Error(findings.map(({ message }) => message).join('\n'))
  return job
}
