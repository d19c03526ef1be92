import { type LineageJob, lineageText } from '../../src/contracts/lineage/lineage-file.ts'
import { digestOf } from '../../src/contracts/lineage/stale-jobs.ts'

export const JOBS = 200
const FEEDING = 140
/** Fields of an input that a job uses; the seventh is the one that changes on the branch. */
const USED = [1, 2, 4, 5, 6, 7, 9, 12]

const contract = (i: number): string => `p${String(Math.floor(i / 10)).padStart(3, '0')}.m${i % 10}`

/**
 * Everything that uses the contracts: 140 jobs that each read five of the first 700 and write one of the next 140, 60 jobs
 * that read four of those and write one of the last; a suite for every tenth contract; a recorded case a job.
 */
export function users(): Record<string, string> {
  const files: Record<string, string> = {}
  const jobs = Array.from({ length: JOBS }, (_, i): LineageJob => {
    const isFeeding = i < FEEDING
    const inputs = isFeeding
      ? Array.from({ length: 5 }, (_, n) => contract(i * 5 + n))
      : Array.from({ length: 4 }, (_, n) => contract(700 + (((i - FEEDING) * 4 + n) % FEEDING)))
    const to = contract(isFeeding ? 700 + i : 900 + (i - FEEDING))
    return jobOf(`job-${i}`, inputs, to, files)
  })
  files['lineage.json'] = lineageText({ jobs })
  for (let i = 0; i < 1000; i += 10) files[`expectations/${contract(i)}.json`] = suite(contract(i))
  return files
}

function jobOf(name: string, inputs: readonly string[], to: string, files: Record<string, string>): LineageJob {
  const file = `jobs/${name}.ts`
  const body = inputs.flatMap((input) => USED.map((field) => `    // ${input}.field_${field} goes into ${to}`))
  const text = `${body.join('\n')}\n`.repeat(3)
  files[file] = text
  for (const input of inputs) files[`fixtures/${name}/first/input/${input}.jsonl`] = recorded(input)
  return {
    name,
    kind: 'windowed',
    sources: [{ file, sha256: digestOf(text) }],
    outputs: [{ name: 'out', contract: to, kind: 'topic', mode: 'emit' }],
    uses: Object.fromEntries(
      inputs.flatMap((input) => USED.map((field, i) => [`${input}.field_${field}`, [`${file}:${i + 1}`]])),
    ),
    edges: inputs.flatMap((input) => [
      ...USED.flatMap((field) => [
        { from: `${input}.field_${field}`, kind: 'value' as const, to: `${to}.field_${field}`, output: 'out' },
        { from: `${input}.field_${field}`, kind: 'condition' as const, to: `${to}.field_1`, output: 'out' },
      ]),
      { from: `${input}.field_4`, kind: 'key' as const, to: `${to}.*`, output: 'out' },
    ]),
  }
}

const recorded = (topic: string): string =>
  Array.from({ length: 20 }, (_, offset) => {
    const value = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`field_${i + 1}`, `value ${offset}`]))
    return `${JSON.stringify({ topic, partition: 0, offset, arrival: '2026-01-01T00:00:00.000Z', key: 'a', value })}\n`
  }).join('')

const suite = (name: string): string =>
  `${JSON.stringify(
    {
      name,
      expectations: Array.from({ length: 10 }, (_, i) => ({
        type: 'expect_column_values_to_not_be_null',
        kwargs: { column: `field_${i + 1}` },
      })),
    },
    null,
    2,
  )}\n`
