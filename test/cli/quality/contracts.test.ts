import { expect, test } from 'vitest'
import { loadSettings } from '../../../src/cli/config.ts'
import { contractsNamed } from '../../../src/cli/quality/contracts.ts'
import { contractFiles } from '../../../src/cli/wiring.ts'
import { requireContracts } from '../../../src/contracts/repo/require.ts'

const files = await contractFiles(loadSettings({}))
const all = await requireContracts(files)

/** The paths that are read. */
function counting() {
  const read: string[] = []
  const counted = {
    ...files,
    read: async (path: string) => {
      read.push(path)
      return files.read(path)
    },
  }
  return { read, files: counted }
}

test('the contracts that are named are as in the whole repository', async () => {
  for (const { name } of all) {
    const [found, ...more] = await contractsNamed(files, { required: [name], optional: [] })
    expect(more).toEqual([])
    expect({ name: found?.name, fields: found?.fields.map((field) => field.name), settings: found?.settings }).toEqual({
      name,
      fields: all.find((contract) => contract.name === name)?.fields.map((field) => field.name),
      settings: all.find((contract) => contract.name === name)?.settings,
    })
  }
})

test('schemas of other contracts are not read', async () => {
  const { read, files: counted } = counting()
  await contractsNamed(counted, { required: ['bronze.orders'], optional: [] })
  expect(read.filter((path) => path.endsWith('.avsc'))).toEqual(['bronze/bronze.orders.avsc'])
})

test('a suite of a table without a contract needs none', async () => {
  expect(await contractsNamed(files, { required: [], optional: ['bench'] })).toEqual([])
})

test('a table that is not there: all are read, so that it can be told what there is', async () => {
  expect((await contractsNamed(files, { required: ['bronze.order'], optional: [] })).length).toBe(all.length)
})

test('a name that is not written in the plain way is found', async () => {
  const odd = {
    ...files,
    read: async (path: string) => {
      const bytes = await files.read(path)
      if (!path.endsWith('bronze.orders.odcs.yaml')) return bytes
      return new TextEncoder().encode(
        new TextDecoder().decode(bytes).replace('name: bronze.orders', '"name": bronze.orders'),
      )
    },
  }
  expect((await contractsNamed(odd, { required: ['bronze.orders'], optional: [] })).map(({ name }) => name)).toEqual([
    'bronze.orders',
  ])
})
