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
  for (const { contract, partitionBy } of contracts) {
    const { name, version } = contract
    const key = there.get(name)
    if (key === undefined && later.includes(name)) continue
    if (key === undefined) {
      const message = `Create ${name} by its contract ${version}`
      try {
        await createTableFor(lake, contract, partitionBy, { branch, author: await author(settings), message })
      } catch (error) {
        // Another run may have been quicker.
        const { hash } = (await lake.catalog.reference(branch)) ?? reference
        if ((await lake.catalog.content(hash, parseKey(name)))?.kind !== 'table') throw error
      }
      continue
    }
    const { metadata } = await loadTable(lake, reference.hash, key)
    if (isSameTable(planEvolution(metadata, contract, partitionBy))) continue
    throw new DqError(`${name} on ${branch} is not as its contract asks`, {
      hint: `dq table check --at ${branch} says how; dq table apply ${name} --branch ${branch} makes it fit where it can`,
    })
  }
}
