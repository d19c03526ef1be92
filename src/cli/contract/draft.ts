import { draftField, nextMinor } from '../../contracts/evolve/draft-field.ts'
import { type ContractTexts, draftSuccessor, type Move } from '../../contracts/evolve/draft-successor.ts'
import type { Contract } from '../../contracts/model.ts'
import type { EditableFiles } from '../../contracts/ports.ts'
import { pathBelow, shownPath } from '../../contracts/repo/read-text.ts'
import { syncContracts } from '../../contracts/sync/sync-contracts.ts'
import { DqError } from '../../kernel/errors.ts'

/** Files of contracts to write, by their path below the folder. */
export type Drafts = ReadonlyMap<string, string>

interface FieldMove {
  readonly from: string
  readonly to?: string
}

/** A copy of the contract as its successor; of its dead letters, too, where these are its own (`<contract>.dead_letter`). */
export async function successorDrafts(
  files: EditableFiles,
  contracts: readonly Contract[],
  move: Move,
): Promise<Drafts> {
  const known = await files.list()
  const drafts = new Map<string, string>()
  const letters = contracts.filter(({ name }) => name.startsWith(`${move.contract}.dead`))
  for (const contract of [contracts.find(({ name }) => name === move.contract)!, ...letters]) {
    const successor = move.successor + contract.name.slice(move.contract.length)
    const draft = draftSuccessor(await textsOf(files, contract), { ...move, contract: contract.name, successor })
    const folder = pathOf(files, contract.files.odcs).replace(/[^/]*$/, '')
    const odcs = letters.reduce(
      (text, { name }) => text.replaceAll(name, move.successor + name.slice(move.contract.length)),
      draft.odcs,
    )
    for (const [ending, text] of [
      ['odcs.yaml', odcs],
      ['avsc', draft.avsc],
    ] as const) {
      const path = `${folder}${successor}.${ending}`
      if (known.includes(path))
        throw new DqError(`there is a file already: ${shownPath(files, path)}`, {
          hint: 'plan without --draft, or give the new state another name with --to',
        })
      drafts.set(path, text)
    }
  }
  return drafts
}

/** The contract with the new fields beside those that go; fields that are there already stay as they are. */
export async function fieldDrafts(
  files: EditableFiles,
  contract: Contract,
  fields: readonly FieldMove[],
): Promise<Drafts> {
  const has = new Set(contract.schema.fields.map(({ name }) => name))
  const missing = fields.flatMap(({ from, to }) => (to === undefined || has.has(to) ? [] : [{ from, to }]))
  if (missing.length === 0) return new Map()
  const added = missing.reduce((texts, { from, to }) => draftField(texts, from, to), await textsOf(files, contract))
  return new Map([
    [pathOf(files, contract.files.odcs), nextMinor(added.odcs)],
    [pathOf(files, contract.files.avsc), added.avsc],
  ])
}

/** Writes them, and their ODCS properties as their schemas say; the paths as messages show them. */
export async function writeDrafts(files: EditableFiles, drafts: Drafts): Promise<readonly string[]> {
  for (const [path, text] of drafts) await files.write(path, text)
  if (drafts.size > 0)
    for (const { path, text } of (await syncContracts(files)).changes)
      if (drafts.has(path)) await files.write(path, text)
  return [...drafts.keys()].map((path) => shownPath(files, path))
}

async function textsOf(files: EditableFiles, contract: Contract): Promise<ContractTexts> {
  const text = async (file: string) => new TextDecoder().decode(await files.read(pathOf(files, file)))
  return { odcs: await text(contract.files.odcs), avsc: await text(contract.files.avsc) }
}

const pathOf = (files: EditableFiles, file: string): string => pathBelow(files, file) ?? file
