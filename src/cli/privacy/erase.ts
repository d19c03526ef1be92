import { randomUUID } from 'node:crypto'
import type { ErasureEntry, ErasureLog } from '../../contracts/privacy/ports.ts'
import { keyText } from '../../lake/catalog/key.ts'
import { eraseMessage, eraseRows, maskOf } from '../../lake/privacy/erase-rows.ts'
import { forgetFiles, forgetMessage, forgetSnapshots, forgetTags, formerFiles } from '../../lake/privacy/forget.ts'
import { statesOf } from '../../lake/privacy/holdings.ts'
import type { Lake } from '../../lake/table/table.ts'
import type { Settings } from '../config.ts'
import { author } from '../lake/author.ts'
import { shownPath } from '../shown-path.ts'
import { openLake } from '../wiring/lake.ts'
import { erasureLog, traceFiles } from '../wiring/privacy.ts'
import { openTableEngine } from '../wiring/table-engine.ts'
import { openElsewhere } from './elsewhere.ts'
import { eraseElsewhere, type Note, refuseAway } from './erase-elsewhere.ts'
import { type FindRequest, type Found, findSubject, hasWork } from './find.ts'
import { leftOf } from './left.ts'
import { subjectsHere } from './subjects.ts'

export interface EraseRequest extends FindRequest {
  readonly dryRun: boolean
  /** Takes former states along: snapshots, tags that hold rows, and the files that only they used. */
  readonly expire: boolean
  /** Protected branches are written to as well. */
  readonly protected: boolean
}

export interface Erasure {
  readonly found: Found
  /** Undefined for a dry run, and when there was nothing to do. */
  readonly id?: string
  /** Whether an interrupted one was taken up. */
  readonly isResumed: boolean
  readonly entries: readonly ErasureEntry[]
  /** What still holds it, and how it goes. */
  readonly left: readonly string[]
  /** What may bring it back. */
  readonly warnings: readonly string[]
}

/** The property of commits by which an interrupted erasure knows its own. */
const PROPERTY = 'dq.erasure'

/** Takes a person's data out of tables, files, recorded cases, topics and stores, step by step; each step is noted when it is done, and doing one again does nothing. */
export async function eraseSubject(settings: Settings, request: EraseRequest): Promise<Erasure> {
  const lake = await openLake(settings, { forPromotion: request.protected, protectedBy: '--protected' })
  const engine = await openTableEngine(settings)
  const subjects = await subjectsHere(settings, lake)
  const elsewhere = await openElsewhere(settings, subjects)
  const log = await erasureLog(settings, request.dryRun)
  const places = { lake, engine, subjects, elsewhere }
  try {
    const found = await findSubject(settings, places, request)
    const open = request.dryRun ? undefined : openErasure(log, log.hashOf(request.subject))
    const earlier = request.dryRun ? [] : tablesOf(log, log.hashOf(request.subject))
    const isIdle = !hasWork(found, request.expire) && open === undefined && !(request.expire && earlier.length > 0)
    if (request.dryRun || isIdle) return { found, isResumed: false, entries: [], left: leftOf(found), warnings: [] }
    refuseAway(found)
    await refuseBefore(lake, found)
    const id = open ?? randomUUID()
    const by = await author(settings)
    const noted: ErasureEntry[] = []
    const note: Note = (entry) => {
      const whole = { erasure: id, at: new Date().toISOString(), ...entry } as ErasureEntry
      log.append(whole)
      noted.push(whole)
    }
    if (open === undefined) note({ kind: 'begun', subject: log.hashOf(request.subject), by, ids: found.ids.length })
    else await noteUnnoted(lake, log, id, found, note)
    const properties = { [PROPERTY]: id }
    for (const { subject, holdings } of found.tables) {
      for (const holding of holdings.filter(({ rows }) => rows > 0n)) {
        const meta = { author: by, message: eraseMessage(holding.key, id), properties }
        for (const { commits, rows } of await eraseRows(lake, engine, holding, subject, meta))
          note({ kind: 'table', table: subject.contract, mode: subject.mode, commits, rows: String(rows) })
      }
    }
    const files = await traceFiles(settings, request.files)
    for (const { path, blocked } of found.traces)
      if (blocked === undefined)
        note({ kind: 'file', path: shownPath(path), count: await files.erase(path, found.ids) })
    const warnings = await eraseElsewhere(settings, elsewhere, found, note)
    if (request.expire) await forget(lake, found, earlier, { by, id }, note)
    const after = await findSubject(settings, places, request)
    const left = leftOf(after)
    note({ kind: 'done', left })
    return { found, id, isResumed: open !== undefined, entries: noted, left, warnings }
  } finally {
    engine.close()
    log.close()
    await elsewhere.close()
  }
}

/** All that could refuse is asked before the first write. */
async function refuseBefore({ catalog }: Lake, { tables }: Found): Promise<void> {
  for (const { subject, holdings } of tables) {
    for (const { references, metadata } of holdings) {
      if (subject.mode === 'mask') maskOf(metadata, subject)
      for (const { kind, name } of references) if (kind === 'branch') await catalog.mayWrite?.(name)
    }
  }
}

/** One that was begun for the subject and did not come to its end. */
function openErasure(log: ErasureLog, subject: string): string | undefined {
  const begun = log.entries().filter((entry) => entry.kind === 'begun' && entry.subject === subject)
  const isDone = (id: string): boolean => log.entries().some(({ kind, erasure }) => kind === 'done' && erasure === id)
  return begun.map(({ erasure }) => erasure).find((id) => !isDone(id))
}

/** The tables that earlier erasures of the subject changed: what they were may still lie about. */
function tablesOf(log: ErasureLog, subject: string): readonly string[] {
  const own = new Set(
    log.entries().flatMap((entry) => (entry.kind === 'begun' && entry.subject === subject ? [entry.erasure] : [])),
  )
  const tables = log
    .entries()
    .flatMap((entry) => (entry.kind === 'table' && own.has(entry.erasure) ? [entry.table] : []))
  return [...new Set(tables)]
}

/** A process that ended between a commit and its note left the commit: it says whose it is. */
async function noteUnnoted(
  { catalog }: Lake,
  log: ErasureLog,
  id: string,
  { subjects }: Found,
  note: Note,
): Promise<void> {
  const noted = new Set(log.entries().flatMap((entry) => (entry.kind === 'table' ? Object.values(entry.commits) : [])))
  const own = new Map<string, Record<string, string>>()
  for (const { kind, name } of await catalog.references()) {
    if (kind !== 'branch') continue
    for (const { hash, properties, changed } of await catalog.log(name, { max: 500 })) {
      if (properties[PROPERTY] !== id || noted.has(hash)) continue
      for (const key of changed) own.set(keyText(key), { ...own.get(keyText(key)), [name]: hash })
    }
  }
  const modeOf = (table: string) => subjects.find(({ contract }) => contract === table)?.mode ?? 'delete'
  for (const [table, commits] of own) note({ kind: 'table', table, mode: modeOf(table), commits, rows: null })
}

async function forget(
  lake: Lake,
  found: Found,
  earlier: readonly string[],
  { by, id }: { readonly by: string; readonly id: string },
  note: Note,
): Promise<void> {
  const tables = [...new Set([...found.tables.map(({ subject }) => subject.contract), ...earlier])]
  if (tables.length === 0) return
  const former = await formerFiles(lake)
  const tags = await forgetTags(
    lake,
    found.tables.flatMap(({ holdings }) => holdings),
  )
  const states = await statesOf(lake, (table) => tables.includes(table))
  let snapshots = 0
  for (const state of states)
    snapshots += await forgetSnapshots(lake, [state], { author: by, message: forgetMessage(state.key, id) })
  const now = await statesOf(lake, (table) => tables.includes(table))
  note({ kind: 'forgotten', tables, snapshots, tags, ...(await forgetFiles(lake, now, former)) })
}
