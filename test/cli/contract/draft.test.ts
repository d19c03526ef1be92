import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { diskFiles } from '../../../src/adapters/contract-files/disk.ts'
import { fieldDrafts, successorDrafts, writeDrafts } from '../../../src/cli/contract/draft.ts'
import type { EditableFiles } from '../../../src/contracts/ports.ts'
import { loadContracts } from '../../../src/contracts/repo/load.ts'
import { requireContracts } from '../../../src/contracts/repo/require.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The contracts of this repository in memory, to be written to. */
async function editable(): Promise<EditableFiles> {
  const disk = diskFiles(`${root}/contracts`, root)
  const files = new Map<string, Uint8Array>()
  for (const path of await disk.list()) files.set(path, await disk.read(path))
  return {
    folder: disk.folder,
    list: async () => [...files.keys()].sort(),
    read: async (path) => files.get(path)!,
    write: async (path, text) => void files.set(path, new TextEncoder().encode(text)),
  }
}

const errorsIn = async (files: EditableFiles) => {
  const { findings, contracts } = await loadContracts(files)
  return { contracts, errors: findings.filter(({ severity }) => severity !== 'info').map(({ message }) => message) }
}

test('a draft of the successor of each contract here is valid as it is written', async () => {
  const files = await editable()
  const before = await requireContracts(files)
  const { errors: known } = await errorsIn(files)
  for (const { name } of before) {
    const drafts = await successorDrafts(files, before, { contract: name, successor: `${name}.v2`, to: 'v2' }).catch(
      (error: Error) => {
        // Dead letters are drafted with the contract they belong to.
        if (!/there is a file already/.test(error.message)) throw error
        return new Map<string, string>()
      },
    )
    await writeDrafts(files, drafts)
  }
  const { errors, contracts } = await errorsIn(files)
  expect(errors).toEqual(known)
  expect(contracts.length).toBe(before.length * 2)
  const own = (name: string) => contracts.find((one) => one.name === name)!
  expect(own('order.created.v2')).toMatchObject({ id: 'order-created-v2', version: '1.0.0', status: 'draft' })
  console.log(`${before.length} successors drafted, all valid`)
})

test('a draft of another field for each field here is valid as it is written', async () => {
  let fields = 0
  const files = await editable()
  const { errors: known } = await errorsIn(files)
  for (const contract of await requireContracts(files)) {
    const moves = contract.schema.fields.map(({ name }) => ({ from: name, to: `${name}_next` }))
    await writeDrafts(files, await fieldDrafts(files, contract, moves))
    fields += moves.length
  }
  const { errors, contracts } = await errorsIn(files)
  expect(errors).toEqual(known)
  expect(contracts.flatMap(({ schema }) => schema.fields).length).toBe(fields * 2)
  console.log(`${fields} fields drafted, all valid`)
})
