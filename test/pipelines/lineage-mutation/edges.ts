import { globSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { openFileSource } from '../../../src/adapters/event-source/files.ts'
import { openMemorySource } from '../../../src/adapters/event-source/memory.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import { embeddedTasks } from '../../../src/pipelines/engines/embedded/tasks.ts'
import { jobRun } from '../../../src/pipelines/harness/run.ts'
import { runCodecs } from '../../../src/pipelines/harness/run-codecs.ts'
import type { JobDeclaration } from '../../../src/pipelines/index.ts'
import { type LineageEdge, lineageOf } from '../../../src/pipelines/job/lineage.ts'
import type { ResolvedJob } from '../../../src/pipelines/job/resolved.ts'
import type { SourceEvent } from '../../../src/pipelines/ports.ts'
import { repo } from '../../built.ts'
import { seeded } from '../../kill/random.ts'
import { contracts, resolveWith } from '../job/repo.ts'
import { mutants } from './mutants.ts'
import { observed } from './observed.ts'
import { randomCase } from './random-case.ts'

/** Bigger fixtures say nothing that the small ones do not: they are left to replay. */
const MOST_EVENTS = 60

/** Further cases, made at random with a fixed seed. */
const CROWDED = 20

export interface Verified {
  readonly edges: readonly string[]
  /** Edges along which no mutation had an effect: the lineage says more than was seen. */
  readonly unseen: readonly string[]
  /** Effects without an edge: the lineage is wrong. */
  readonly untold: ReadonlySet<string>
  readonly mutants: number
  /** Mutants with a record that its contract does not allow: they say nothing. */
  readonly refused: number
  readonly fixtures: number
  readonly crowded: number
  readonly inputFields: number
}

/** Runs a job over mutants of its fixtures, each output into a topic of its own, and holds what changed against its lineage. */
export async function verifiedEdges(
  declaration: JobDeclaration,
  lineage: (job: ResolvedJob) => readonly LineageEdge[] = lineageOf,
): Promise<Verified> {
  const job = withOwnTopics(declaration)
  const edges = lineage(job)
  const seen = new Set<LineageEdge>()
  const untold = new Set<string>()
  let count = 0
  let refused = 0
  const inputs = job.inputs.map(({ contract }) => contract)
  const fixtures = await fixturesOf(declaration.ir.name)
  const random = seeded(8)
  const crowded = Array.from({ length: CROWDED }, () => randomCase(fixtures.flat(), inputs, random))
  const bases = [...fixtures, ...crowded]
  for (const events of bases) {
    const before = run(job, events)
    for (const contract of inputs) {
      for (const { name: field } of contract.schema.fields) {
        for (const mutant of mutants(events, contract, field)) {
          count++
          const after = run(job, mutant)
          if (after.refused !== before.refused) {
            refused++
            continue
          }
          for (const { name, contract: to } of job.outputs) {
            const identity = identityOf(to)
            const flows = edges.some(
              (edge) =>
                edge.from.contract === contract.name &&
                edge.from.field === field &&
                edge.to.output === name &&
                identity.includes(edge.to.field),
            )
            note(field, contract, name, observed(before.of(to.name), after.of(to.name), identity, flows))
          }
        }
      }
    }
  }
  const inputFields = inputs.reduce((sum, { schema }) => sum + schema.fields.length, 0)
  return {
    edges: edges.map(edgeText),
    unseen: edges.filter((edge) => !seen.has(edge)).map(edgeText),
    untold,
    mutants: count,
    refused,
    fixtures: fixtures.length,
    crowded: crowded.length,
    inputFields,
  }

  function note(
    field: string,
    { name }: Contract,
    output: string,
    { fields, written }: ReturnType<typeof observed>,
  ): void {
    const own = edges.filter(({ from, to }) => from.contract === name && from.field === field && to.output === output)
    const whole = own.filter(({ to }) => to.field === '*')
    const direct = new Map(own.map((edge) => [edge.to.field, edge]))
    // Records that meet others, at another time, once more or once less: any field may come out otherwise.
    for (const one of fields) {
      for (const edge of own) if (edge.to.field === one) seen.add(edge)
      if (direct.has(one)) continue
      for (const edge of whole) seen.add(edge)
      if (!whole.some(({ kind }) => kind !== 'filter')) untold.add(`${name}.${field} → ${output}.${one}`)
    }
    if (!written) return
    for (const edge of whole) seen.add(edge)
    if (whole.length === 0) untold.add(`${name}.${field} → ${output}.*`)
  }
}

/** What tells a record of an output from the others: its event id, or its key and its version or window. */
function identityOf({ settings, schema }: Contract): readonly string[] {
  if (settings.eventId !== undefined) return [settings.eventId]
  const has = (name: string) => schema.fields.some((field) => field.name === name)
  return [settings.key!, has('window_end') ? 'window_end' : 'revision'].filter(has)
}

const edgeText = ({ from, to, kind }: LineageEdge): string =>
  `${kind} ${from.contract}.${from.field} → ${to.output}.${to.field}`

/** Outputs that share a topic would hide one another. */
function withOwnTopics({ ir, functions }: JobDeclaration): ResolvedJob {
  if (!('outputs' in ir)) throw new Error('a step writes its lineage by hand')
  const renamed = Object.entries(ir.outputs).map(
    ([name, output]) => [name, { ...output, to: `${output.to}/${name}` }] as const,
  )
  const copies = new Map(renamed.map(([name, { to }]) => [to, { ...contracts.get(ir.outputs[name]!.to)!, name: to }]))
  return resolveWith(
    { ir: { ...ir, outputs: Object.fromEntries(renamed) }, ...(functions && { functions }) } as JobDeclaration,
    copies,
  )
}

function run(job: ResolvedJob, events: readonly SourceEvent[] | readonly object[]) {
  const source = openMemorySource(events as SourceEvent[])
  const ordered = [...(events as SourceEvent[])].sort(
    (a, b) =>
      a.arrival - b.arrival ||
      (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : 0) ||
      a.partition - b.partition ||
      a.offset - b.offset,
  )
  const played = jobRun(job, tasksOf(job), codecsOf(job), source)
  const out = [...played.process(ordered).events, ...played.finish().events]
  const byTopic = Map.groupBy(out, ({ topic }) => topic)
  return {
    of: (topic: string) => (byTopic.get(topic) ?? []).map(({ value }) => String(value)),
    /** The records that are refused, in a word: their fields decide that too, but no lineage speaks of it. */
    refused: out
      .flatMap(({ topic, letter }) =>
        letter === undefined ? [] : [`${topic} ${letter.topic} ${letter.partition} ${letter.offset}`],
      )
      .sort()
      .join(),
  }
}

const made = new WeakMap<
  ResolvedJob,
  { tasks: ReturnType<typeof embeddedTasks>; codecs: ReturnType<typeof runCodecs> }
>()
function once(job: ResolvedJob) {
  const known = made.get(job) ?? { tasks: embeddedTasks(job), codecs: runCodecs(job) }
  made.set(job, known)
  return known
}
const tasksOf = (job: ResolvedJob) => once(job).tasks
const codecsOf = (job: ResolvedJob) => once(job).codecs

async function fixturesOf(job: string): Promise<readonly (readonly SourceEvent[])[]> {
  const cases: SourceEvent[][] = []
  for (const folder of globSync(`fixtures/${job}/*/input`, { cwd: repo }).sort()) {
    if (basename(dirname(folder)) === 'bad-records') continue
    const files = globSync('*.jsonl', { cwd: join(repo, folder) }).map((file) => ({
      topic: file.replace(/\.jsonl$/, ''),
      path: join(repo, folder, file),
    }))
    const source = await openFileSource(files)
    const events: SourceEvent[] = []
    for await (const batch of source.read()) events.push(...(batch as SourceEvent[]))
    await source.close()
    if (events.length <= MOST_EVENTS) cases.push(events)
  }
  return cases
}
