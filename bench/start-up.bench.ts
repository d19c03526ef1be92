import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isBuildFresh } from '../scripts/build-stamp.js'
import type { Bench, Contender } from './bench.ts'

/*
 * What it costs to start a process: user and system seconds of ten starts, as the shell's `times` tells them.
 * dist/ is built by `npm run build`; the compile cache is warm after the first round, as it is for everybody who uses dq.
 */
const STARTS = 10
const root = fileURLToPath(new URL('..', import.meta.url))
const dq = join(root, 'bin/run.js')
if (!isBuildFresh(root)) throw new Error('dist/ is older than src/: run `npm run build` first')

const scratch = mkdtempSync(join(tmpdir(), 'dq-start-up-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

/** A repo with one contract: order.created, 8 fields, without the dead letter topic whose contract is not there. */
function oneContract(): string {
  const folder = join(scratch, 'one')
  mkdirSync(join(folder, 'contracts/events'), { recursive: true })
  writeFileSync(join(folder, 'dq.yaml'), 'version: 1\n')
  const odcs = readFileSync(join(root, 'contracts/events/order.created.odcs.yaml'), 'utf8')
  const alone = odcs.replace(/ {2}- property: deadLetterTopic\n.*\n/, '')
  writeFileSync(join(folder, 'contracts/events/order.created.odcs.yaml'), alone)
  cpSync(join(root, 'contracts/events/order.created.avsc'), join(folder, 'contracts/events/order.created.avsc'))
  return folder
}

/** A command line of one command, as oclif's own documentation writes it. */
function oclifSkeleton(): string {
  const folder = join(scratch, 'skeleton')
  mkdirSync(join(folder, 'commands'), { recursive: true })
  const oclif = { bin: 'skeleton', commands: './commands' }
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'skeleton', version: '0.0.0', type: 'module', oclif }),
  )
  const run = "import { execute } from '@oclif/core'\nawait execute({ dir: import.meta.url })\n"
  writeFileSync(join(folder, 'run.js'), run)
  const hello = "this.log('hello')"
  const command = `import { Command } from '@oclif/core'\nexport default class Hello extends Command { async run() { ${hello} } }\n`
  writeFileSync(join(folder, 'commands/hello.js'), command)
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

const TEN_TIMES = `i=0; while [ $i -lt ${STARTS} ]; do "$@" >/dev/null || exit 1; i=$((i+1)); done; times`

function starts(name: string, cwd: string, ...args: string[]): Contender {
  return {
    name,
    run() {
      const env = { ...process.env, NODE_ENV: 'production', NODE_COMPILE_CACHE: undefined }
      const shell = ['-c', TEN_TIMES, 'sh', process.execPath, ...args]
      const { status, signal, stdout, stderr } = spawnSync('sh', shell, { cwd, env, encoding: 'utf8' })
      if (status !== 0) throw new Error(`${name} ended with ${status ?? signal}: ${stderr}`)
      // The last line is user and system time of the children: 0m1.234s 0m0.567s
      const [user = 0, system = 0] = [...(stdout.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)].map(
        ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
      )
      return { items: STARTS, cpuSeconds: user + system }
    },
  }
}

const one = oneContract()

export default {
  name: `start-up, ${STARTS} starts each`,
  unit: 'starts',
  contenders: [
    starts('dq contract validate (one contract)', one, dq, 'contract', 'validate'),
    starts('dq --version', one, dq, '--version'),
    starts('dq --help', one, dq, '--help'),
    starts('dq rules', one, dq, 'rules'),
    starts('node -e 0', one, '-e', '0'),
    starts('an oclif skeleton: one command that prints', oclifSkeleton(), 'run.js', 'hello'),
  ],
} satisfies Bench
