import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { DqError } from '../kernel/errors.ts'
import { runIdentity } from '../pipelines/harness/run-identity.ts'
import type { ResolvedJob } from '../pipelines/job/resolved.ts'
import type { CheckpointStore } from '../pipelines/ports.ts'
import { shownPath } from './shown-path.ts'
import { checkpointFolder } from './wiring.ts'

/** How a run keeps what it has come to. */
export interface CheckpointOptions {
  /** Where checkpoints are kept: one folder for each job and output folder. */
  readonly stateDir: string
  /** Events of all inputs between two checkpoints. */
  readonly every: number
  /** Begin again, whatever is there. */
  readonly fresh: boolean
}

/** Below the state folder: the job, and the output folder by name and by a hash of its whole path. */
const checkpointPath = (stateDir: string, job: string, out: string): string =>
  join(stateDir, 'state', job, `${basename(out)}-${hash(out).slice(0, 8)}`)

/**
 * Opens the checkpoint of a run that writes into `out`. `last()` tells where to go on; nothing is there for a run that begins.
 * @throws DqError when another run has it, or it was made by a run that is not the same in everything its results depend on.
 */
export async function openRunCheckpoint(
  job: ResolvedJob,
  out: string,
  { stateDir, every, fresh }: CheckpointOptions,
  options: Readonly<Record<string, string>>,
): Promise<CheckpointStore> {
  const folder = checkpointPath(stateDir, job.ir.name, out)
  const parts = runIdentity(job, `dq ${ownVersion()}`, {
    ...options,
    '--checkpoint-every': String(every),
    'output folder': out,
  })
  const identity = Object.fromEntries([...parts].map(([name, text]) => [name, text.includes('{') ? hash(text) : text]))
  const store = await checkpointFolder(folder)
  const known = store.identity()
  if (fresh || known === undefined) {
    store.begin(identity)
    return store
  }
  const changes = [...new Set([...Object.keys(known), ...Object.keys(identity)])]
    .filter((name) => known[name] !== identity[name])
    .map((name) => change(name, known[name], identity[name]))
  if (changes.length === 0) return store
  await store.close()
  throw new DqError(
    `the last run into ${shownPath(out)} was interrupted, and it was another one: ${changes.join('; ')}`,
    { hint: 'run it to its end as it was, or begin again with --fresh' },
  )
}

function change(name: string, before: string | undefined, now: string | undefined): string {
  if (name === 'declaration') return 'the declaration of the job has changed'
  if (name.startsWith('contract ')) return `the ${name} has changed`
  return `${name} was ${before ?? 'not given'}, is ${now ?? 'not given'}`
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Of this installation of dq. */
export const ownVersion = (): string =>
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version
