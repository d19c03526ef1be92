import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isBuildFresh } from '../scripts/build-stamp.js'
import { classPath, haveJars } from '../test/oracle/avro/java.ts'
import { PAIRS, pairLines } from './avro-compat/pairs.ts'
import type { Bench, Contender, Work } from './bench.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
if (!isBuildFresh(root)) throw new Error('dist/ is older than src/: run npm run build first')
const here = join(root, 'bench/avro-compat')
const work = mkdtempSync(join(tmpdir(), 'dq-avro-compat-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))
const pairs = join(work, 'pairs.ndjson')
writeFileSync(pairs, pairLines())

/** A whole process: start, load, parse, compare. The shell's `times` says what it cost. */
function measured(command: string, args: readonly string[]): Work {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-c', '"$@"; code=$?; times; exit $code', '-', command, ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    },
  )
  const wallSeconds = (performance.now() - start) / 1000
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`)
  // The count, the shell's own times, and those of its children: 0m0.350s 0m0.040s
  const spent = stdout.trim().split('\n').at(-1)?.split(' ') ?? []
  const cpuSeconds = spent.reduce((sum, text) => {
    const [minutes, seconds] = text.split('m')
    return sum + Number(minutes) * 60 + Number.parseFloat(seconds ?? '')
  }, 0)
  return { items: PAIRS, cpuSeconds, wallSeconds }
}

const node = (name: string, script: string): Contender => ({
  name,
  run: () => measured(process.execPath, [join(here, script), pairs]),
})

/** Only where there is a JDK, and the oracle has fetched the jars (test/oracle/avro). */
function java(): readonly Contender[] {
  if (!haveJars()) return []
  const compiled = spawnSync('java', [
    '-m',
    'jdk.compiler/com.sun.tools.javac.Main',
    '-cp',
    classPath(),
    '-d',
    work,
    join(here, 'Pairs.java'),
  ])
  if (compiled.status !== 0) return []
  const quick = [
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-cp',
    [work, classPath()].join(delimiter),
    'Pairs',
    pairs,
  ]
  return [{ name: 'Avro Java 1.12.2, quick start', run: () => measured('java', quick) }]
}

export default {
  name: 'Avro compatibility, 1,000 pairs of 20 fields, a process each (start, parse, compare)',
  unit: 'pairs',
  contenders: [
    node('compareAvro: all incompatibilities, with places', 'ours.js'),
    node('avsc createResolver: yes or no', 'avsc.js'),
    ...java(),
  ],
} satisfies Bench
