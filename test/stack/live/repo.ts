import { join } from 'node:path'
import { loadSettings } from '../../../src/cli/config.ts'
import { type LoadedJob, loadJob } from '../../../src/cli/load-job.ts'
import { repo } from '../../built.ts'

/** The settings of this repository, whatever folder the tests run in. */
export const settings = loadSettings({ config: join(repo, 'dq.yaml') })

export const job = (name: string): Promise<LoadedJob> => loadJob(name, settings)
