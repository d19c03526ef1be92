import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bench, Work } from './bench.ts'
import { CONTRACTS, makeAvroRepo, makeProtoRepo } from './contract-check/repos.ts'
import { ranAs } from './contract-check/usage.ts'

const BUF = '1.75.0'
const root = fileURLToPath(new URL('..', import.meta.url))
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'dq-bench')
const avro = join(cache, 'contract-check/avro')
const proto = join(cache, 'contract-check/proto')
makeAvroRepo(avro)
makeProtoRepo(proto)

/** buf's own binary, without npm's JavaScript around it, which costs four times as much as the tool. */
function buf(): string {
  const folder = join(cache, `buf-${BUF}`)
  const name = `@bufbuild/buf-${process.platform}-${process.arch}`
  const binary = join(folder, 'node_modules', name, 'bin/buf')
  if (existsSync(binary)) return binary
  mkdirSync(folder, { recursive: true })
  const { status, stderr } = spawnSync(
    'npm',
    ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${BUF}`],
    { encoding: 'utf8' },
  )
  if (status !== 0 || !existsSync(binary)) throw new Error(`buf ${BUF} cannot be installed:\n${stderr}`)
  return binary
}

const binary = buf()

/** Both find something in every changed file, and end with their exit code for findings. */
const contender = (name: string, cwd: string, expected: number, command: readonly string[]) => ({
  name,
  async run(): Promise<Work> {
    const { status, output, ...usage } = await ranAs(command, cwd)
    if (status !== expected) throw new Error(`${name} ended with ${status}: ${output.slice(-2000)}`)
    return { items: CONTRACTS, ...usage }
  },
})

const bench: Bench = {
  name: `${CONTRACTS} contracts × 20 fields in git, 100 of them changed, against main`,
  unit: 'contracts',
  contenders: [
    contender('dq contract check', avro, 1, [
      process.execPath,
      join(root, 'bin/run.js'),
      'contract',
      'check',
      '--against',
      'main',
    ]),
    contender('buf breaking', proto, 100, [binary, 'breaking', '--against', '.git#branch=main']),
  ],
}

export default bench
