import { parse } from 'yaml'
import type { Contract } from '../../contracts/model.ts'
import { odcsDocument } from '../../contracts/odcs/document.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { TableContract } from '../../lake/contract/check-tables.ts'
import { partitionsOf } from '../../lake/contract/partitions.ts'
import { primaryKeyOf } from '../../lake/contract/primary-key.ts'
import { reprocessedContract } from '../../pipelines/reprocess/output-table.ts'
import type { Settings } from '../config.ts'
import { contractFiles } from '../wiring.ts'

/** The columns that tell rows apart come with it. */
export type OwnTable = TableContract & { readonly primaryKey: readonly string[] }

/** The contracts of tables, with the partitions and keys that their documents ask for. */
export async function tableContracts(settings: Settings): Promise<readonly OwnTable[]> {
  const files = await contractFiles(settings)
  const tables = (await requireContracts(files)).filter(({ kind }) => kind === 'table')
  return Promise.all(
    tables.map(async (contract) => {
      const path = contract.files.odcs.replace(`${files.folder}/`, '')
      const document = odcsDocument.parse(parse(new TextDecoder().decode(await files.read(path))))
      const placeOf = (i: number) => contract.places.odcs(['schema', 0, 'properties', i])
      return { contract, partitionBy: partitionsOf(document, placeOf), primaryKey: primaryKeyOf(document) }
    }),
  )
}

/** The same, with those of the named tables that hold what a job made again: they promise what its topics and stores do. */
export async function contractsOfTables(settings: Settings, names: readonly string[]): Promise<readonly OwnTable[]> {
  const tables = await tableContracts(settings)
  const others = names.filter((name) => !tables.some(({ contract }) => contract.name === name))
  if (others.length === 0) return tables
  const all = await requireContracts(await contractFiles(settings))
  const again = others.flatMap((name) => reprocessedContract(name, all) ?? [])
  return [...tables, ...again.map((contract) => ({ contract, partitionBy: [], primaryKey: [] }))]
}

/** The contract of a table, by the table's name. */
export async function tableContract(settings: Settings, name: string): Promise<OwnTable> {
  const all = await tableContracts(settings)
  const found = all.find(({ contract }) => contract.name === name)
  if (found !== undefined) return found
  const names = all.map(({ contract }) => contract.name)
  throw new DqError(`no contract of a table is called "${name}"${didYouMean(name, names)}`, {
    hint: names.length === 0 ? 'contracts of tables have physicalType: table' : `tables: ${names.join(', ')}`,
  })
}

/** The contract when there is one; mistakes in any contract are thrown, as what is personal would not be known. */
export async function contractOf(settings: Settings, name: string): Promise<Contract | undefined> {
  const contracts = await requireContracts(await contractFiles(settings))
  return contracts.find((contract) => contract.name === name) ?? reprocessedContract(name, contracts)
}
