import type { SubjectOf } from '../../contracts/privacy/subject.ts'
import { DqError } from '../../kernel/errors.ts'
import { keyText } from '../catalog/key.ts'
import type { CommitMeta } from '../catalog/port.ts'
import type { TableMetadata } from '../iceberg/metadata.ts'
import { type Deletion, deleteRows } from '../table/delete-rows.ts'
import type { DataWriter, RowSource, TableReader } from '../table/ports.ts'
import { type Lake, loadTable } from '../table/table.ts'
import { follow } from './follow.ts'
import type { Holding } from './holdings.ts'
import { ERASED, quoted } from './match.ts'

export interface Erased extends Deletion {
  readonly branch: string
  /** The commit that did it; undefined where nothing was left to do. */
  readonly hash: string | undefined
  /** Branches that were at the same state, and are at the same again. */
  readonly with: readonly string[]
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
    return { ...done, branch, hash: hash === before ? undefined : hash, with: [] }
  }
  const erased: Erased[] = []
  const [first, ...others] = branches
  if (first === undefined) return []
  const one = await eraseOn(first)
  const { content } = await loadTable(lake, first, key)
  const followed: string[] = []
  for (const branch of others) {
    if (await follow(lake, { branch, key, from: metadataLocation, to: content, meta })) followed.push(branch)
    else erased.push(await eraseOn(branch))
  }
  return [{ ...one, with: followed }, ...erased]
}

/** The personal columns as nothing, or where the table requires a text, as a word that is nobody's. */
export function maskOf({ schema }: TableMetadata, { contract, personal }: SubjectOf): (rows: RowSource) => RowSource {
  const columns = schema.fields.filter(({ name }) => personal.includes(name))
  const values = columns.map(({ name, required, type }) => {
    if (!required) return `NULL AS ${quoted(name)}`
    if (type.kind === 'string') return `'${ERASED}' AS ${quoted(name)}`
    throw new DqError(`${contract}: "${name}" is personal and required, and no text: it cannot be masked`, {
      hint: 'make it optional, or let the record be deleted (subject: delete)',
    })
  })
  return ({ sql }) => ({ sql: `SELECT * REPLACE (${values.join(', ')}) FROM (${sql})` })
}

export const eraseMessage = (key: readonly string[], id: string): string =>
  `Erase a subject from ${keyText(key)} (${id})`
