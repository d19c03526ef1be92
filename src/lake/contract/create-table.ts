import type { Contract } from '../../contracts/model.ts'
import { parseKey } from '../catalog/key.ts'
import type { CommitMeta } from '../catalog/port.ts'
import { wantedColumns } from '../iceberg/from-contract.ts'
import type { PartitionWish } from '../table/partition-by.ts'
import { createTable, type Lake, type LoadedTable } from '../table/table.ts'
import { contractProperties } from './record.ts'

/** The empty table that a contract asks for, named as the contract is. */
export const createTableFor = (
  lake: Lake,
  contract: Contract,
  partitionBy: readonly PartitionWish[],
  to: CommitMeta & { readonly branch: string },
): Promise<LoadedTable> =>
  createTable(lake, {
    ...to,
    key: parseKey(contract.name),
    columns: wantedColumns(contract.schema),
    partitionBy,
    properties: contractProperties(contract),
  })
