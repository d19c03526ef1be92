import { expect, test } from 'vitest'
import { wantedColumns } from '../../../src/lake/iceberg/from-contract.ts'
import {
  differencesContract,
  differencesTable,
  outputContract,
  outputTable,
  reprocessedContract,
} from '../../../src/pipelines/reprocess/output-table.ts'
import { contract } from '../../stack/store-rows.ts'

test('tables are named by job and topic, whatever stands in a name', () => {
  expect(outputTable('fraud-enricher', { name: 'fraud.alert' })).toBe('reprocessed.fraud-enricher__fraud_alert')
  expect(differencesTable('a.b', { name: 'c.d-e_f' })).toBe('reprocessed.a_b__c_d-e_f__differences')
})

test('the contract of such a table is found by its name alone, and is that of the topic', async () => {
  const all = [await contract('fraud.alert'), await contract('feature.customer'), await contract('inventory_global')]
  for (const one of all) {
    const [rows, differences] = [outputTable('a-job', one), differencesTable('a-job', one)]
    expect(reprocessedContract(rows, all)).toEqual(outputContract(one, rows))
    expect(reprocessedContract(differences, all)?.name).toBe(differences)
    expect(wantedColumns(reprocessedContract(rows, all)!.schema)).toEqual(wantedColumns(one.schema))
  }
  expect(reprocessedContract('reprocessed.a-job__unknown', all)).toBeUndefined()
  expect(reprocessedContract('silver.a-job__fraud_alert', all)).toBeUndefined()
})

test('it promises how long rows are kept, and not how fresh they are', async () => {
  const one = await contract('fraud.alert')
  const sla = [
    { property: 'retention', value: 30, unit: 'd' },
    { property: 'freshness', value: 5, unit: 'min' },
  ]
  expect(outputContract({ ...one, sla }, 'reprocessed.j__fraud_alert').sla).toEqual([sla[0]])
})

test('the longer of two names that end alike is meant', async () => {
  const one = await contract('fraud.alert')
  const all = [
    { ...one, name: 'alert' },
    { ...one, name: 'x__alert' },
  ]
  expect(reprocessedContract('reprocessed.job__x__alert', all)?.files).toBe(one.files)
  expect(outputTable('job', all[1]!)).toBe('reprocessed.job__x__alert')
})

test('a key that is personal in the topic is personal among the differences', async () => {
  const one = await contract('feature.customer')
  const key = one.fields.find(({ name }) => name === one.settings.key)
  const made = differencesContract(one, 'reprocessed.j__feature_customer__differences')
  expect(made.fields.find(({ name }) => name === 'dq_key')?.classification).toBe(key?.classification)
  expect(key?.classification).toBeDefined()
})
