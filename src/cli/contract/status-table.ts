import type { DeployedPlace } from '../../contracts/deployed/place.ts'
import type { Contract } from '../../contracts/model.ts'
import { keyText, parseKey } from '../../lake/catalog/key.ts'
import { type WantedField, type WantedType, wantedColumns } from '../../lake/iceberg/from-contract.ts'
import type { IcebergType, NestedField } from '../../lake/iceberg/types.ts'
import { type Lake, loadTable } from '../../lake/table/table.ts'

/** Tables of a branch: the version is that of the contract whose columns a table has. */
export function tablePlace(lake: Lake, branch: string): DeployedPlace {
  let names: Promise<ReadonlySet<string>> | undefined
  const tables = async (): Promise<ReadonlySet<string>> => {
    const entries = await lake.catalog.entries(branch)
    return new Set(entries.filter(({ content }) => content.kind === 'table').map(({ key }) => keyText(key)))
  }
  return {
    name: 'table',
    async deployed(contract, earlier) {
      if (contract.kind !== 'table') return { kind: 'none' }
      names ??= tables()
      if (!(await names).has(contract.name)) return { kind: 'absent' }
      const { metadata } = await loadTable(lake, branch, parseKey(contract.name))
      const detail = `schema ${metadata.schema.schemaId}`
      const has = (one: Contract): boolean => sameFields(wantedColumns(one.schema), metadata.schema.fields)
      if (has(contract)) return { kind: 'same', version: contract.version, detail }
      const old = (await earlier()).find(has)
      return old === undefined
        ? { kind: 'other', detail: `${detail}, of no contract in git` }
        : { kind: 'other', version: old.version, detail }
    },
  }
}

/** Whether these are the columns that are wanted, whatever their ids and order. */
const sameFields = (wanted: readonly WantedField[], found: readonly NestedField[]): boolean =>
  wanted.length === found.length &&
  wanted.every(({ name, required, type }) => {
    const column = found.find((one) => one.name === name)
    return column !== undefined && column.required === required && sameType(type, column.type)
  })

function sameType(wanted: WantedType, found: IcebergType): boolean {
  if (wanted.kind === 'struct') return found.kind === 'struct' && sameFields(wanted.fields, found.fields)
  if (wanted.kind === 'list')
    return (
      found.kind === 'list' &&
      wanted.elementRequired === found.elementRequired &&
      sameType(wanted.element, found.element)
    )
  if (wanted.kind === 'map')
    return found.kind === 'map' && wanted.valueRequired === found.valueRequired && sameType(wanted.value, found.value)
  if (wanted.kind === 'decimal')
    return found.kind === 'decimal' && wanted.precision === found.precision && wanted.scale === found.scale
  if (wanted.kind === 'fixed') return found.kind === 'fixed' && wanted.length === found.length
  return wanted.kind === found.kind
}
