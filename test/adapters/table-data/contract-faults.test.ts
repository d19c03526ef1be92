import { expect, test } from 'vitest'
import { DuckDBInstance } from '../../../src/adapters/duckdb.ts'
import { contractFaults } from '../../../src/adapters/table-data/duckdb/contract-faults.ts'
import type { Contract } from '../../../src/contracts/model.ts'

const fixed = { kind: 'fixed', size: 4 }
const contract = {
  fields: [
    { name: 'checksum', constraints: {} },
    { name: 'amount', constraints: {} },
  ],
  schema: {
    fields: [
      { name: 'checksum', type: { kind: 'union', branches: [{ kind: 'null' }, fixed] } },
      { name: 'amount', type: { ...fixed, logical: { name: 'decimal', precision: 9, scale: 2 } } },
    ],
  },
} as unknown as Contract

test('bytes of another size than a fixed has break its contract; none, and a decimal, do not', async () => {
  const [fault, ...others] = contractFaults(contract)
  expect(others).toEqual([])
  expect(fault).toMatchObject({ field: 'checksum', words: 'is not of 4 bytes' })
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const rows = "SELECT unnest([unhex('010203'), unhex('01020304'), unhex('0102030405'), NULL]) AS checksum"
  const asked = await connection.runAndReadAll(`SELECT ${fault!.sql} AS wrong FROM (${rows})`)
  expect(asked.getRowObjects().map(({ wrong }) => wrong)).toEqual([true, false, true, null])
  connection.closeSync()
})
