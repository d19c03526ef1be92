/*
 * Runs a job's printed SQL on a real Flink and compares what it writes with the golden outputs of its fixtures:
 * `node test/stack/flink/compare.ts [job] [case…]`. Exit code 0: equal; 1: a difference; 2: could not compare.
 * Rows are compared as multisets, by every field. Late records and dead letters are not claimed of Flink SQL: they are taken
 * out of the input first, and such a case runs in batch only.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSettings } from '../../../src/cli/config.ts'
import { loadJob } from '../../../src/cli/load-job.ts'
import { fixtureFiles } from '../../../src/cli/wiring.ts'
import { contractTypes } from '../../../src/contracts/codec/value-type.ts'
import { commented } from '../../../src/pipelines/engines/flink/print.ts'
import type { FixtureCase } from '../../../src/pipelines/fixture/ports.ts'
import type { ResolvedJob } from '../../../src/pipelines/job/resolved.ts'
import { type Cluster, startFlink } from './cluster.ts'
import { openSession } from './gateway.ts'
import { goldenRows, jsonLines, layInputs, notClaimed } from './inputs.ts'
import { compareRows, type JsonRow } from './rows.ts'

const SHOWN = 3

async function main(jobName = 'fraud-enricher', ...names: readonly string[]): Promise<number> {
  const settings = loadSettings({})
  const { job } = await loadJob(jobName, settings)
  const cases = (await (await fixtureFiles(settings)).cases()).filter(
    (fixture) => fixture.job === jobName && (names.length === 0 || names.includes(fixture.name)),
  )
  const folder = mkdtempSync(join(tmpdir(), 'dq-flink-'))
  const cluster = await startFlink()
  let [rows, different] = [0, 0]
  try {
    await planOnKafka(cluster, job)
    for (const fixture of cases) {
      const out = notClaimed(job, fixture)
      if (out.size > 0) console.log(`${fixture.name}: ${out.size} late or bad records taken out first, batch only`)
      for (const mode of out.size > 0 ? (['batch'] as const) : (['batch', 'streaming'] as const)) {
        const result = await compareCase(cluster, job, fixture, mode, join(folder, fixture.name, mode), out)
        rows += result.rows
        different += result.different
      }
    }
  } finally {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(`${cases.length} cases, ${rows} rows compared, ${different} different`)
  if (rows === 0) throw new Error('nothing was compared')
  return different === 0 ? 0 : 1
}

/** What reads and writes topics is planned as it is printed, no broker needed; what several outputs need stands in the plan once. */
async function planOnKafka(cluster: Cluster, job: ResolvedJob): Promise<void> {
  const topics = {
    kind: 'kafka',
    bootstrapServers: '127.0.0.1:9092',
    groupId: 'plan',
    registry: 'http://127.0.0.1:8081',
  } as const
  const session = await openSession(cluster)
  let plan = ''
  for (const sql of commented(job, { mode: 'streaming', inputs: topics, outputs: topics }))
    plan = String((await session.run(sql.replace(/^EXECUTE(?= STATEMENT SET)/m, 'EXPLAIN')))[0]?.[0])
  await session.close()
  const executed = plan.slice(plan.indexOf('== Optimized Execution Plan'))
  const count = (operator: RegExp) => executed.match(operator)?.length ?? 0
  const [scans, sinks, ranks] = [count(/TableSourceScan/g), count(/^Sink\(/gm), count(/WindowRank/g)]
  const [inputs, outputs] = [job.inputs.length, job.outputs.length]
  console.log(
    `on Kafka: ${scans} sources for ${inputs} inputs, ${sinks} sinks for ${outputs} outputs, duplicates removed ${ranks} time`,
  )
  if (scans !== inputs || sinks === 0 || ranks !== 1) throw new Error(executed)
}

async function compareCase(
  cluster: Cluster,
  job: ResolvedJob,
  fixture: FixtureCase,
  mode: 'batch' | 'streaming',
  folder: string,
  out: ReadonlySet<string>,
): Promise<{ readonly rows: number; readonly different: number }> {
  const input = join(folder, 'input')
  layInputs(job, fixture, input, out)
  const statements = commented(job, {
    mode,
    inputs: { kind: 'filesystem', path: (topic) => `file://${input}/${topic}` },
    outputs: { kind: 'filesystem', path: (topic) => `file://${folder}/output/${topic}` },
  })
  const started = performance.now()
  const session = await openSession(cluster)
  for (const sql of statements) {
    try {
      await session.run(sql)
    } catch (error) {
      throw new Error(`${fixture.name}, ${mode}:\n${(error as Error).message}\n${sql}`)
    }
  }
  await session.close()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)

  let [rows, different] = [0, 0]
  for (const contract of new Set(job.outputs.map((output) => output.contract))) {
    const golden = goldenRows(fixture, contract.name)
    const result = compareRows(contractTypes(contract), golden, written(join(folder, 'output', contract.name)))
    const wrong = result.onlyGolden.length + result.onlyFlink.length
    console.log(`${fixture.name} ${mode} ${contract.name}: ${result.compared} rows, ${wrong} different`)
    for (const text of result.onlyGolden.slice(0, SHOWN)) console.log(`  - golden ${text}`)
    for (const text of result.onlyFlink.slice(0, SHOWN)) console.log(`  + flink  ${text}`)
    rows += result.compared
    different += wrong
  }
  console.log(`${fixture.name} ${mode}: ${seconds} s`)
  return { rows, different }
}

/** The rows in a folder of Flink's files; none when it was never made. */
const written = (folder: string): readonly JsonRow[] =>
  (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [])
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .flatMap(({ name }) => jsonLines(readFileSync(join(folder, name), 'utf8')))

try {
  process.exitCode = await main(...process.argv.slice(2))
} catch (error) {
  console.error(error)
  process.exitCode = 2
}
