import type { Contract } from '../../contracts/model.ts'
import { paint } from '../style.ts'

/** The contracts as rows of a table, and as data for machines. */
export function contractRows(contracts: readonly Contract[]): {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly data: readonly object[]
} {
  const header = ['NAME', 'VERSION', 'KIND', 'OWNER', 'FIELDS', 'KEY', 'COMPATIBILITY'].map((title) =>
    paint('dim', title),
  )
  const data = contracts.map((contract) => ({
    name: contract.name,
    version: contract.version,
    kind: contract.kind,
    owner: contract.owner ?? null,
    fields: contract.schema.fields.length,
    key: contract.settings.key ?? null,
    compatibility: contract.settings.compatibility,
    status: contract.status,
    layer: contract.layer,
    id: contract.id,
    file: contract.files.odcs,
  }))
  const rows = data.map(({ name, version, kind, owner, fields, key, compatibility }) => [
    paint('bold', name),
    version,
    kind,
    owner ?? '-',
    String(fields),
    key ?? '-',
    compatibility,
  ])
  return { header, rows, data }
}
