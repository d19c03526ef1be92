import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Analysis } from '../../../src/pipelines/sql/analyse/analyse.ts'
import type { Origin } from '../../../src/pipelines/sql/analyse/origin.ts'
import { queries } from './queries.ts'
import { analysed, jobQueries, ownJobs } from './read.ts'

/** What sqlglot says of a query; see test/oracle/sqlglot/judge.py. */
interface Answer {
  readonly id: string
  readonly columns: readonly (readonly [name: string, flows: readonly string[], uses: readonly string[]])[]
  readonly rows: readonly string[]
  readonly error?: string
}

const answers = new Map(
  readFileSync(new URL('lineage.ndjson', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer) // written by judge.py
    .map((answer) => [answer.id, answer] as const),
)

const names = (origins: readonly Origin[]): string[] => [
  ...new Set(origins.map(({ contract, field }) => `${contract}.${field}`).sort()),
]

/** Where sqlglot says something else, and why dq does not follow it. */
const EXPLAINED: readonly { readonly why: string; readonly is: (id: string) => boolean }[] = [
  {
    why: 'it makes COALESCE of both sides of USING; an inner or left join takes the value of the left one',
    is: (id) => id.startsWith('join by USING'),
  },
  {
    why: 'it counts the right side of EXCEPT and INTERSECT as flowing; their rows are those of the left side',
    is: (id) => id === 'except' || id === 'intersect',
  },
  { why: 'it is asked by name, and two columns of the query have one name', is: (id) => id === 'star of a join' },
]

/** What differs between dq and sqlglot in the columns and rows of a query. */
function differences({ output }: Analysis, { columns, rows, error }: Answer): readonly string[] {
  if (error !== undefined) return [error]
  const found: string[] = []
  const differ = (what: string, ours: readonly string[], theirs: readonly string[]) => {
    if (ours.join() !== theirs.join()) found.push(`${what}: dq ${ours.join(' ')} | sqlglot ${theirs.join(' ')}`)
  }
  differ(
    'columns',
    output.columns.map(({ name }) => name.toLowerCase()),
    columns.map(([name]) => name.toLowerCase()),
  )
  for (const [i, [name, flows, uses]] of columns.entries()) {
    const ours = names(output.columns[i]!.origins)
    differ(name, ours, uses)
    const missed = flows.filter((one) => !ours.includes(one))
    if (missed.length > 0) found.push(`${name}: sqlglot.lineage has ${missed.join(' ')} as well`)
  }
  differ('rows', names(output.rows), rows)
  return found
}

test('every batch job and query has the lineage that sqlglot finds, or the difference is explained', () => {
  const cases = [
    ...ownJobs.jobs.map(({ job, analysis }) => ({ id: job.source.file, analysis })),
    ...queries.map(({ id, sql }) => ({ id, analysis: analysed(sql) })),
  ]
  expect(cases.length).toBe(answers.size)
  const explained = new Map(EXPLAINED.map(({ why }) => [why, 0]))
  const disagreements: string[] = []
  for (const { id, analysis } of cases) {
    expect(analysis.problems, id).toEqual([])
    const found = differences(analysis, answers.get(id)!)
    if (found.length === 0) continue
    const reason = EXPLAINED.find(({ is }) => is(id))
    if (reason === undefined) disagreements.push(...found.map((text) => `${id}: ${text}`))
    else explained.set(reason.why, explained.get(reason.why)! + 1)
  }
  const columns = cases.reduce((sum, { analysis }) => sum + analysis.output.columns.length, 0)
  console.log(
    `lineage of ${cases.length} queries (${jobQueries.length} batch jobs), ${columns} columns: ${disagreements.length} disagreements with sqlglot`,
  )
  for (const [why, count] of explained) console.log(`  ${count} explained: ${why}`)
  expect(disagreements).toEqual([])
  expect([...explained.values()].every((count) => count > 0)).toBe(true)
})
