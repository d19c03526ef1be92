import type { SubjectOf } from '../../contracts/privacy/subject.ts'
import { DqError } from '../../kernel/errors.ts'
import { sqlIdentifier, sqlText } from '../../kernel/sql-text.ts'
import { keyText } from '../catalog/key.ts'
import type { CommitMeta } from '../catalog/port.ts'
import type { TableMetadata } from '../iceberg/metadata.ts'
import { type Deletion, deleteRows } from '../table/delete-rows.ts'
import type { DataWriter, RowSource, TableReader } from '../table/ports.ts'
import { type Lake, loadTable } from '../table/table.ts'
import { follow } from './follow.ts'
import type { Holding } from './holdings.ts'

export interface Erased extends Deletion {
  /** The commit that did it, by branch; none where another writer had done it already. Branches that were equal are equal again. */
  readonly commits: Readonly<Record<string, string>>
}

/**
 * Takes the subject's rows out of a state, on every branch that is there: written once, so that branches which were equal stay equal. A branch
 * that moves meanwhile is written for itself.
 */
export async function eraseRows(
  lake: Lake,
  engine: { readonly reader: TableReader; readonly writer: DataWriter },
  { key, references, metadata, metadataLocation, filter }: Holding,
  subject: SubjectOf,
  meta: CommitMeta,
): Promise<readonly Erased[]> {
  if (filter === undefined) return []
  const instead = subject.mode === 'mask' ? maskOf(metadata, subject) : undefined
  const branches = references.filter(({ kind }) => kind === 'branch').map(({ name }) => name)
  const eraseOn = async (branch: string): Promise<Erased> => {
    const before = (await lake.catalog.reference(branch))?.hash
    const done = await deleteRows(lake, engine, { ...meta, branch, key }, filter, { dryRun: false, instead })
    const { hash } = await loadTable(lake, branch, key)
    return { ...done, commits: hash === before ? {} : { [branch]: hash } }
  }
  const erased: Erased[] = []
  const [first, ...others] = branches
  if (first === undefined) return []
  const one = await eraseOn(first)
  const { content } = await loadTable(lake, first, key)
  const commits: Record<string, string> = { ...one.commits }
  for (const branch of others) {
    const hash = await follow(lake, { branch, key, from: metadataLocation, to: content, meta })
    if (hash === undefined) erased.push(await eraseOn(branch))
    else commits[branch] = hash
  }
  return [{ ...one, commits }, ...erased]
}

/** The personal columns as nothing, or where the table requires a text, as a word that is nobody's. */
export function maskOf({ schema }: TableMetadata, { contract, personal }: SubjectOf): (rows: RowSource) => RowSource {
  const values = schema.fields.flatMap(({ name, required, type }) => {
    const found = personal.find(({ field }) => field === name)
    if (found === undefined) return []
    if (!required) return [`NULL AS ${sqlIdentifier(name)}`]
    if (type.kind === 'string') return [`${sqlText(found.erasedAs)} AS ${sqlIdentifier(name)}`]
    throw new DqError(`${contract}: "${name}" is personal and required, and no text: it cannot be masked`, {
      hint: 'make it optional, or let the record be deleted (subject: delete)',
    })
  })
  return ({ sql }) => ({ sql: `SELECT * REPLACE (${values.join(', ')}) FROM (${sql})` })
}

export const eraseMessage = (key: readonly string[], id: string): string =>
  `Erase a subject from ${keyText(key)} (${id})`
