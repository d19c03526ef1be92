import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { BranchCatalog } from '../../lake/catalog/port.ts'
import { protectBranches } from '../../lake/catalog/protect.ts'
import type { Deflate } from '../../lake/iceberg/avro/container.ts'
import type { Sources } from '../../lake/table/ports.ts'
import type { Lake } from '../../lake/table/table.ts'
import type { Settings } from '../config.ts'
import { secret } from '../secrets.ts'
import { openTableFiles } from './table-files.ts'

/** The lake of an environment: its catalog in Nessie where the environment has one, else in a git repository below the state folder. */
export async function openLake(settings: Settings, opening: Opening = {}): Promise<Lake> {
  const files = await openTableFiles(settings)
  const { warehouse = join(settings.stateDir, 'lake') } = settings.use.lake
  const root = /^\w+:/.test(warehouse) ? warehouse.replace(/\/+$/, '') : `file://${warehouse}`
  return { catalog: await openCatalog(settings, opening), files, deflate, sources, root: files.canonical(root) }
}

/** A lake below a folder of this machine whose catalog is in memory: it has one branch, and is gone with the process. */
export async function passingLake(settings: Settings, folder: string): Promise<Lake> {
  const [{ memoryCatalog }, files] = await Promise.all([
    import('../../adapters/branch-catalog/memory.ts'),
    openTableFiles(settings),
  ])
  return { catalog: memoryCatalog(), files, deflate, sources, root: files.canonical(`file://${folder}`) }
}

export interface Opening {
  /** Protected branches can be written: what asks for it has judged by the policy itself. */
  readonly forPromotion?: boolean
  /** The flag by which the command does so: said where it is refused. */
  readonly protectedBy?: string
}

export async function openCatalog(
  settings: Settings,
  { forPromotion = false, protectedBy }: Opening = {},
): Promise<BranchCatalog> {
  const catalog = await unguarded(settings)
  if (forPromotion) return catalog
  const { protectedBranches } = await import('../policy/protected-branches.ts')
  return protectBranches(catalog, () => protectedBranches(settings), protectedBy)
}

async function unguarded({ use, root, stateDir }: Settings): Promise<BranchCatalog> {
  const { url, token } = use.nessie
  if (url === undefined) {
    const { gitCatalog } = await import('../../adapters/branch-catalog/git.ts')
    return gitCatalog({ folder: join(stateDir, 'lake', 'catalog.git'), now: Date.now })
  }
  const { nessieCatalog } = await import('../../adapters/branch-catalog/nessie.ts')
  return nessieCatalog({ url, ...(token !== undefined && { token: secret(token, { root }).reveal() }) })
}

/** Where the catalog is, for people. */
export const catalogName = ({ use, stateDir }: Settings): string =>
  use.nessie.url ?? join(stateDir, 'lake', 'catalog.git')

const deflate: Deflate = {
  pack: (bytes) => new Uint8Array(deflateRawSync(bytes)),
  unpack: (bytes) => new Uint8Array(inflateRawSync(bytes)),
}

const sources: Sources = {
  now: Date.now,
  uuid: randomUUID,
  // 52 bits: whoever reads our metadata with plain numbers is not harmed, and two of a table's never meet by accident.
  snapshotId: () => (randomBytes(8).readBigUInt64BE() >> 12n) | 1n,
}
