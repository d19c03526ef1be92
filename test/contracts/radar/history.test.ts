import { join } from 'node:path'
import { expect, test } from 'vitest'
import { headHistory } from '../../../src/adapters/baseline/git.ts'
import { checkAgainst } from '../../../src/contracts/baseline/check-against.ts'
import { judge } from '../../../src/contracts/check/judge.ts'
import type { Finding } from '../../../src/kernel/finding.ts'
import { report } from '../../full.ts'
import { radarPairs } from '../compat/corpus.ts'
import { type RadarPair, radarChanges, radarRepo } from './repo.ts'

/*
 * RADAR-Schemas' own history, 2017 and 2018, as a git repository with a commit a change: `dq contract check` runs over every
 * step, each against the commit before it. What Avro says in a report is held against Avro Java's verdict of that change;
 * everything else was read by people, rule by rule: its count stands in REVIEWED, and what is wrong in WRONG.
 */

/** Findings of all steps beside those of Avro, as they were reviewed. */
const REVIEWED: Readonly<Record<string, number>> = {
  'default-changed': 15,
  'doc-rewritten': 69,
  'field-removed-without-deprecation': 3,
  'type-promoted': 1,
  'type-renamed': 5,
}

/** Reports that are not right, and why. */
// biome-ignore format: one row a report
const WRONG: readonly (readonly [step: string, rule: string, why: string])[] = [
  ['radar-158', 'default-changed', 'says less than is wrong: the new default "UNKNOWN." is no symbol of the enum, which Avro Java lets pass as well'],
  ['radar-164', 'default-changed', 'the same typing error in another file'],
  ['radar-229', 'default-changed', 'mends radar-158: old records mean what they always meant'],
  ['radar-232', 'default-changed', 'mends radar-164'],
]

/** Mistakes in files: types that stand in files which never changed, and so are in no pair, and JSON that was broken in history. */
const IN_FILES = ['invalid-avsc', 'broken-baseline']

interface Step extends RadarPair {
  readonly findings: readonly Finding[]
}

async function steps(): Promise<readonly Step[]> {
  const { folder, tags } = await radarRepo()
  const { states } = (await headHistory(join(folder, 'contracts'), undefined)) ?? { states: [] }
  expect(states.map(({ name }) => name)).toEqual(tags)
  const found: Step[] = []
  for (const [i, { name, snapshot }] of states.entries()) {
    const [before, pair] = [states[i - 1], radarChanges.find(({ id }) => id === name)]
    if (before === undefined || pair === undefined) continue
    const baseline = { name: before.name, snapshot: async () => before.snapshot }
    const { findings } = await checkAgainst(snapshot, [baseline], (changes, sides) =>
      judge(changes, { ...sides, today: '2026-11-22' }),
    )
    found.push({ ...pair, findings })
  }
  return found
}

const verdicts = new Map(radarPairs.map((pair) => [pair.id, pair]))

/** What Avro Java says of both directions; undefined when one of the schemas does not parse by itself. */
function saidByJava(id: string): readonly string[] | undefined {
  const of = (direction: 'backward' | 'forward') =>
    verdicts.get(`${id}/${direction}`)?.verdict?.map(([kind, location]) => `${direction} ${kind} ${location}`)
  const [backward, forward] = [of('backward'), of('forward')]
  return backward && forward && [...new Set([...backward, ...forward])].sort()
}

/** The same from a report, of the file itself: what follows for contracts that use its types has its place in those. */
function saidByUs({ findings, path }: Step): readonly string[] {
  const said = findings.flatMap(({ at, message }) => {
    const [, reader, kind, location] = /(new|old) schema cannot read .*\[(\w+) at (\S+)\]$/.exec(message) ?? []
    const isOwn = at.file.endsWith(`:contracts/${path}`)
    return kind === undefined || !isOwn ? [] : [`${reader === 'new' ? 'backward' : 'forward'} ${kind} ${location}`]
  })
  return [...new Set(said)].sort()
}

/** Files that hold no record are no contract: they are types that contracts use. */
const isShared = ({ to }: RadarPair): boolean => /^[^[]*?"type"\s*:\s*"(enum|fixed)"/.test(to)

test('every step of RADAR-Schemas: Avro Java agrees with each report, and the rest was reviewed', async () => {
  const all = await steps()
  expect(all.map(({ id }) => id)).toEqual(radarChanges.map(({ id }) => id))

  const judged = all.filter((step) => saidByJava(step.id) !== undefined)
  const own = judged.filter((step) => !isShared(step))
  expect(own.filter((step) => String(saidByUs(step)) !== String(saidByJava(step.id))).map(({ id }) => id)).toEqual([])

  // A change of a shared type breaks in the contracts that use it, or nowhere: what is told is what Avro Java says of the type.
  for (const { id, findings } of judged.filter(isShared)) {
    const kinds = new Set(saidByJava(id)?.map((line) => line.split(' ')[1]))
    const told = findings.flatMap(({ message }) => /\[(\w+) at \S+\]$/.exec(message)?.[1] ?? [])
    expect([id, told.filter((kind) => !kinds.has(kind))]).toEqual([id, []])
  }

  // Silence means that nothing breaks.
  const silent = judged.filter(({ findings }) => findings.length === 0)
  expect(silent.filter((step) => !isShared(step) && saidByJava(step.id)?.length !== 0)).toEqual([])

  // A file that does not parse by itself is told, or its types were found in other files and it was compared.
  const refused = all.filter(({ id }) => saidByJava(id) === undefined)
  const told = refused.filter(({ findings, path }) =>
    findings.some(({ rule, at }) => IN_FILES.includes(rule) && at.file.endsWith(`:contracts/${path}`)),
  )

  const rest = all.flatMap(({ id, findings }) =>
    findings.flatMap(({ rule }) => (rule.startsWith('avro-') || IN_FILES.includes(rule) ? [] : [{ id, rule }])),
  )
  const counts = Object.entries(Object.groupBy(rest, ({ rule }) => rule)).map(([rule, found]) => [rule, found?.length])
  expect(Object.fromEntries(counts.sort())).toEqual(REVIEWED)
  expect(WRONG.filter(([step, wrong]) => !rest.some(({ id, rule }) => id === step && rule === wrong))).toEqual([])

  report('RADAR history: steps checked', all.length)
  report('RADAR history: steps that Avro Java judged, all alike', judged.length)
  report('RADAR history: steps in which nothing is found', silent.length)
  report('RADAR history: steps with a file that does not parse by itself', refused.length)
  report('RADAR history: of these told, the others found their types in other files', told.length)
  report('RADAR history: findings beside those of Avro, reviewed', rest.length)
  report('RADAR history: of these wrong (listed)', WRONG.length)
}, 120_000)
