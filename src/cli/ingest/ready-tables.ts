import { DqError } from '../../kernel/errors.ts'
import { keyText, parseKey } from '../../lake/catalog/key.ts'
import { unknownReference } from '../../lake/catalog/unknown-reference.ts'
import { createTableFor } from '../../lake/contract/create-table.ts'
import { isSameTable, planEvolution } from '../../lake/contract/plan-evolution.ts'
import { loadTable } from '../../lake/table/table.ts'
import type { Settings } from '../config.ts'
import { author } from '../lake/author.ts'
import { tableContracts } from '../lake/table-contracts.ts'
import { openLake } from '../wiring/lake.ts'

/**
 * Makes the tables that are not there, but those that are made when something comes for them (`later`). @throws DqError for one that is there and
 * is not as its contract asks.
 */
export async function readyTables(
  settings: Settings,
  branch: string,
  names: readonly string[],
  later: readonly string[] = [],
): Promise<void> {
  const lake = await openLake(settings)
  const reference = await lake.catalog.reference(branch)
  if (reference === undefined) throw unknownReference(branch, await lake.catalog.references(), 'new')
  const there = new Map((await lake.catalog.entries(reference.hash)).map(({ key }) => [keyText(key), key]))
  const contracts = (await tableContracts(settings)).filter(({ contract }) =>
    [...names, ...later].includes(contract.name),
  )
  const fits = async ({ contract, partitionBy }: (typeof contracts)[number]): Promise<boolean> => {
    const key = there.get(contract.name)
    if (key === undefined) return true
    const { metadata } = await loadTable(lake, reference.hash, key)
    return isSameTable(planEvolution(metadata, contract, partitionBy))
  }
  const fitting = await Promise.all(contracts.map(fits))
  const wrong = contracts.find((_, i) => fitting[i] === false)?.contract.name
  if (wrong !== undefined)
    throw new DqError(`${wrong} on ${branch} is not as its contract asks`, {
      hint: `dq table check --at ${branch} says how; dq table apply ${wrong} --branch ${branch} makes it fit where it can`,
    })
  const missing = contracts.filter(({ contract: { name } }) => !there.has(name) && !later.includes(name))
  const by = missing.length === 0 ? '' : await author(settings)
  for (const { contract, partitionBy } of missing) {
    const { name, version } = contract
    const message = `Create ${name} by its contract ${version}`
    try {
      await createTableFor(lake, contract, partitionBy, { branch, author: by, message })
    } catch (error) {
      // Another run may have been quicker.
      const { hash } = (await lake.catalog.reference(branch)) ?? reference
      if ((await lake.catalog.content(hash, parseKey(name)))?.kind !== 'table') throw error
    }
  }
}
