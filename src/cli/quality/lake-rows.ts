import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import type { DataFile } from '../../lake/iceberg/data-file.ts'
import { scanTable } from '../../lake/scan/scan.ts'
import type { QualityEngine } from '../../quality/ports.ts'
import type { LakeState } from '../../quality/result.ts'
import type { Settings } from '../config.ts'
import { tableAt } from '../lake/table-at.ts'
import { openLake } from '../wiring/lake.ts'
import { lakeRows, qualityEngine } from '../wiring/quality.ts'

export interface LakeRequest {
  /** Branch, tag or hash; `main#<id>` is the table as it was at that snapshot. By default the branch that dq.yaml names. */
  readonly at?: string | undefined
  /** The commit that is meant by it, where somebody has looked already. */
  readonly hash?: string | undefined
  readonly table: string
  readonly contract?: Contract | undefined
  /** Other tables that are asked about, with their contracts: at the same commit. */
  readonly others?: readonly { readonly name: string; readonly contract: Contract | undefined }[]
  /** Another way, for the hint when there is no such table. */
  readonly instead?: string
  readonly signal?: AbortSignal | undefined
}

export const FILES_INSTEAD = 'rows of files are named by --data'

/** The branch that suites judge when none is named. */
export const defaultRef = ({ use }: Settings): string => use.lake.branch ?? 'main'

/** Opens a table of the lake for questions, and says which state of it that is. */
export async function openLakeTable(
  settings: Settings,
  request: LakeRequest,
): Promise<{ readonly engine: QualityEngine; readonly state: LakeState; readonly files: readonly DataFile[] }> {
  const { at = defaultRef(settings), table, contract, others = [], signal } = request
  const lake = await openLake(settings)
  const { metadata, hash } = await named(
    at,
    request.hash ?? at,
    () => tableAt(lake, request.hash ?? at, table),
    request.instead,
  )
  const beside = await Promise.all(
    others.map(async (other) => {
      const found = await named(at, hash, () => tableAt(lake, hash, other.name))
      return { ...other, data: await lakeRows(lake, await scanTable(lake, found.metadata)) }
    }),
  )
  const scan = await scanTable(lake, metadata)
  const data = await lakeRows(lake, scan)
  const engine = await qualityEngine({ data, contract, others: beside, signal })
  const { current } = metadata
  const state = { ref: at, hash, ...(current !== undefined && { snapshot: String(current.id) }) }
  return { engine, state, files: scan.files.map(({ file }) => file) }
}

/** What is wrong is told of the reference that was asked for, not of the commit that it is. */
async function named<T>(at: string, hash: string, work: () => Promise<T>, instead?: string): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DqError)) throw error
    const message = error.message.replace(hash, at)
    const { hint = '' } = error
    if (instead === undefined || !message.includes('has no table')) throw new DqError(message, { cause: error, hint })
    throw new DqError(message, { cause: error, hint: `${hint}${hint.endsWith('?') ? '' : ';'} ${instead}` })
  }
}

/** As people name it: `dev at 0123456789ab`. */
export const stateText = ({ ref, hash }: LakeState): string => `${ref} at ${hash.slice(0, 12)}`
