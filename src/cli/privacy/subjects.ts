import { parse } from 'yaml'
import type { Contract } from '../../contracts/model.ts'
import { odcsDocument } from '../../contracts/odcs/document.ts'
import { type SubjectOf, subjectOf } from '../../contracts/privacy/subject.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import { personalColumns } from '../../quality/mask.ts'
import type { Settings } from '../config.ts'
import { contractFiles } from '../wiring.ts'

export interface Subjects {
  /** Tables whose records are somebody's. */
  readonly tables: readonly SubjectOf[]
  /** Topics and hashes: what is written there goes with their retention. */
  readonly streams: readonly Contract[]
  /** Contracts with personal fields of which nothing says whose they are. */
  readonly unnamed: readonly string[]
}

/** What the contracts say of persons. */
export async function subjectsHere(settings: Settings): Promise<Subjects> {
  const files = await contractFiles(settings)
  const contracts = (await requireContracts(files)).filter((contract) => personalColumns(contract).size > 0)
  const all = await Promise.all(
    contracts.map(async (contract) => {
      const path = contract.files.odcs.replace(`${files.folder}/`, '')
      const document = odcsDocument.parse(parse(new TextDecoder().decode(await files.read(path))))
      return { contract, subject: subjectOf(contract, document) }
    }),
  )
  const tables = all.filter(({ contract }) => contract.kind === 'table')
  return {
    tables: tables.flatMap(({ subject }) => subject ?? []),
    streams: contracts.filter(({ kind }) => kind !== 'table'),
    unnamed: tables.filter(({ subject }) => subject === undefined).map(({ contract }) => contract.name),
  }
}
