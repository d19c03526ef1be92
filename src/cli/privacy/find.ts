import type { Trace } from '../../contracts/privacy/ports.ts'
import type { SubjectOf } from '../../contracts/privacy/subject.ts'
import { DqError } from '../../kernel/errors.ts'
import { keyText } from '../../lake/catalog/key.ts'
import { type Holding, holdingsBy, statesOf, type TableState } from '../../lake/privacy/holdings.ts'
import { linkedIds } from '../../lake/privacy/match.ts'
import type { Lake } from '../../lake/table/table.ts'
import type { Settings } from '../config.ts'
import { traceFiles } from '../wiring/privacy.ts'
import type { TableEngine } from '../wiring/table-engine.ts'
import { subjectsHere } from './subjects.ts'

export interface FindRequest {
  readonly subject: string
  /** Also the other ids that rows give for the same person. */
  readonly linked: boolean
  /** More folders with event files. */
  readonly files: readonly string[]
}

export interface Found {
  /** All that the person is known under: never printed. */
  readonly ids: readonly string[]
  readonly tables: readonly { readonly subject: SubjectOf; readonly holdings: readonly Holding[] }[]
  /** Of all tables. */
  readonly subjects: readonly SubjectOf[]
  readonly traces: readonly Trace[]
  readonly unsearched: readonly string[]
  /** Topics and hashes of persons: until when what is there now is kept, milliseconds; undefined: for ever. */
  readonly streams: readonly { readonly name: string; readonly kind: string; readonly keptMs: number | undefined }[]
  readonly unnamed: readonly string[]
}

/** Rounds of looking for further ids: a person known under so many is a mistake. */
const ROUNDS = 10

/** Where a person's data is: tables on every branch and tag with their older snapshots, files of runs, recorded cases. */
export async function findSubject(
  settings: Settings,
  lake: Lake,
  engine: TableEngine,
  { subject, linked, files }: FindRequest,
): Promise<Found> {
  const subjects = await subjectsHere(settings)
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
  return {
    ids: known,
    tables: tables.filter(({ holdings }) => holdings.length > 0),
    subjects: subjects.tables,
    traces,
    unsearched,
    streams: subjects.streams.map(({ name, kind, settings: { retentionMs } }) => ({
      name,
      kind,
      keptMs: retentionMs === undefined || retentionMs < 0 ? undefined : retentionMs,
    })),
    unnamed: subjects.unnamed,
  }
}

/** Whether an erasure has something to do. */
export const hasWork = ({ tables, traces }: Found, expire: boolean): boolean =>
  traces.some(({ blocked }) => blocked === undefined) ||
  tables.some(({ holdings }) =>
    holdings.some(({ rows, references }) => expire || (rows > 0n && references.some(({ kind }) => kind === 'branch'))),
  )
