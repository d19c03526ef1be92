import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bench, Work } from './bench.ts'
import { CONTRACTS, makeAvroRepo } from './contract-check/repos.ts'
import { ranAs } from './contract-check/usage.ts'
import { JOBS, users } from './impact/users.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'dq-bench/impact')
const [used, bare] = [join(cache, 'used'), join(cache, 'bare')]
makeAvroRepo(used, users())
makeAvroRepo(bare)

const check = (name: string, cwd: string, isHurt: boolean) => ({
  name,
  async run(): Promise<Work> {
    const command = [process.execPath, join(root, 'bin/run.js'), 'contract', 'check', '--against', 'main']
    const { status, output, ...usage } = await ranAs(command, cwd)
    if (status !== 1 || output.includes('hurts: job job-0 ') !== isHurt)
      throw new Error(`${name} ended with ${status}: ${output.slice(-2000)}`)
    return { items: CONTRACTS, ...usage }
  },
})

const bench: Bench = {
  name: `dq contract check: ${CONTRACTS} contracts, 100 of them changed, used by ${JOBS} jobs, 100 suites, 940 recorded files`,
  unit: 'contracts',
  contenders: [check('naming who is hurt', used, true), check('nothing that uses them', bare, false)],
}

export default bench
