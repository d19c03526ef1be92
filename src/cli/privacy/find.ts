import type { Trace } from '../../contracts/privacy/ports.ts'
import type { SubjectOf } from '../../contracts/privacy/subject.ts'
import { DqError } from '../../kernel/errors.ts'
import { keyText } from '../../lake/catalog/key.ts'
import { type Holding, holdingsBy, statesOf, type TableState } from '../../lake/privacy/holdings.ts'
import { linkedIds } from '../../lake/privacy/match.ts'
import type { Lake } from '../../lake/table/table.ts'
import type { Settings } from '../config.ts'
import { shownPath } from '../shown-path.ts'
import { traceFiles } from '../wiring/privacy.ts'
import type { TableEngine } from '../wiring/table-engine.ts'
import type { Elsewhere } from './elsewhere.ts'
import { type FoundStore, searchStores } from './stores.ts'
import type { Subjects } from './subjects.ts'
import { type FoundTopic, searchTopics } from './topics.ts'
import { noServer, orAway, type Unsearched } from './unsearched.ts'

export interface FindRequest {
  readonly subject: string
  /** Also the other ids that rows give for the same person. */
  readonly linked: boolean
  /** More folders with event files. */
  readonly files: readonly string[]
}

/** Where is looked. */
export interface Places {
  readonly lake: Lake
  readonly engine: TableEngine
  readonly subjects: Subjects
  readonly elsewhere: Elsewhere
}

export interface Found {
  /** All that the person is known under: never printed. */
  readonly ids: readonly string[]
  readonly tables: readonly { readonly subject: SubjectOf; readonly holdings: readonly Holding[] }[]
  /** Of all tables. */
  readonly subjects: readonly SubjectOf[]
  readonly traces: readonly Trace[]
  /** That hold records of the person. */
  readonly topics: readonly FoundTopic[]
  /** With rows of the person, or keys that are kept out. */
  readonly stores: readonly FoundStore[]
  readonly looked: { readonly topics: number; readonly records: number; readonly stores: number }
  readonly unsearched: readonly Unsearched[]
}

/** Rounds of looking for further ids: a person known under so many is a mistake. */
const ROUNDS = 10

/** Where a person's data is: tables on every branch and tag with their older snapshots, files of runs, recorded cases, topics, stores. */
export async function findSubject(
  settings: Settings,
  { lake, engine, subjects, elsewhere }: Places,
  { subject, linked, files }: FindRequest,
): Promise<Found> {
  const isErased = subjects.tables.some(({ personal }) => personal.some(({ erasedAs }) => erasedAs === subject))
  if (subject.trim() === '' || isErased)
    throw new DqError('no subject is named', {
      hint: 'give the id of a person: --subject <id>, or --subject - to be read from standard input',
    })
  const states = await statesOf(lake, (table) => subjects.tables.some(({ contract }) => contract === table))
  const of = (one: SubjectOf): readonly TableState[] => states.filter(({ key }) => keyText(key) === one.contract)
  const ids = new Set([subject])
  for (let round = 0; linked && round < ROUNDS; round++) {
    const before = ids.size
    for (const one of subjects.tables)
      for (const { metadata } of of(one))
        for (const id of await linkedIds(lake, engine.reader, metadata, one, [...ids])) ids.add(id)
    if (ids.size === before) break
  }
  const known = [...ids]
  const tables = []
  for (const one of subjects.tables) {
    const holdingOf = holdingsBy(lake, engine.reader, one, known)
    const holdings: Holding[] = []
    for (const state of of(one)) holdings.push(await holdingOf(state))
    tables.push({ subject: one, holdings: holdings.filter(({ rows, older }) => rows > 0n || older.length > 0) })
  }
  const { traces, unsearched } = await (await traceFiles(settings, files)).find(known)
  const topics = await topicsOf(settings, subjects, elsewhere, known)
  const stores = await searchStores(subjects, elsewhere, known)
  const nowhere = subjects.tables.filter((one) => of(one).length === 0).map(({ contract }) => contract)
  return {
    ids: known,
    tables: tables.filter(({ holdings }) => holdings.length > 0),
    subjects: subjects.tables,
    traces,
    topics: topics.found.filter(({ records, keys }) => records > 0 || keys.length > 0),
    stores: stores.found.filter(({ keys, keptOut }) => keys.length > 0 || keptOut.length > 0),
    looked: {
      topics: topics.found.length,
      records: topics.found.reduce((sum, { read }) => sum + read, 0),
      stores: stores.found.length,
    },
    unsearched: [
      ...topics.unsearched,
      ...stores.unsearched,
      ...notConfigured(settings, subjects, elsewhere, nowhere),
      ...subjects.unsearched,
      { kind: 'file' as const, why: 'Avro, Parquet or packed, outside of the lake', names: unsearched.map(shownPath) },
    ].filter(({ names }) => names.length > 0),
  }
}

async function topicsOf(
  settings: Settings,
  { topics }: Subjects,
  { log }: Elsewhere,
  ids: readonly string[],
): Promise<{ readonly found: readonly FoundTopic[]; readonly unsearched: readonly Unsearched[] }> {
  const names = topics.map(({ name }) => name)
  if (log === undefined) return { found: [], unsearched: [{ kind: 'topic', why: noServer(settings, 'Kafka'), names }] }
  const looked = await orAway({ kind: 'topic', names }, () => searchTopics(settings, log, topics, ids))
  return 'away' in looked ? { found: [], unsearched: [looked.away] } : { found: looked.found, unsearched: [] }
}

/** `nowhere`: tables that are in no lake, and so may be in Cassandra. */
function notConfigured(
  settings: Settings,
  { stored }: Subjects,
  { hasStore }: Elsewhere,
  nowhere: readonly string[],
): readonly Unsearched[] {
  const left = stored.map(({ contract }) => contract).filter((contract) => !hasStore(contract))
  const named = (kind: 'hash' | 'table') => left.filter((one) => one.kind === kind).map(({ name }) => name)
  return [
    { kind: 'store', why: noServer(settings, 'Redis'), names: named('hash') },
    {
      kind: 'table',
      why: `not in the lake, and ${noServer(settings, 'Cassandra')}`,
      names: named('table').filter((name) => nowhere.includes(name)),
    },
  ]
}

/** Whether an erasure has something to do. */
export const hasWork = ({ tables, traces, topics, stores }: Found, expire: boolean): boolean =>
  traces.some(({ blocked }) => blocked === undefined) ||
  topics.some(({ isState, keys }) => !isState && keys.length > 0) ||
  stores.some(({ keys }) => keys.length > 0) ||
  tables.some(({ holdings }) =>
    holdings.some(({ rows, references }) => expire || (rows > 0n && references.some(({ kind }) => kind === 'branch'))),
  )
