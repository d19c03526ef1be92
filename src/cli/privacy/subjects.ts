import { parse } from 'yaml'
import type { Contract } from '../../contracts/model.ts'
import { odcsDocument } from '../../contracts/odcs/document.ts'
import { type SubjectOf, subjectOf } from '../../contracts/privacy/subject.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import { personalColumns } from '../../quality/mask.ts'
import type { Settings } from '../config.ts'
import { contractFiles } from '../wiring.ts'

/** A contract whose rows may be in a store of live jobs. */
export interface Stored {
  readonly contract: Contract
  readonly subject: SubjectOf | undefined
}

export interface Subjects {
  /** Tables whose records are somebody's. */
  readonly tables: readonly SubjectOf[]
  /** Topics with personal fields: all of a record is searched. */
  readonly topics: readonly Contract[]
  /** Hashes, and tables with a text as their key: in Redis and Cassandra, where they are there. */
  readonly stored: readonly Stored[]
  /** Tables with personal fields of which nothing says whose they are. */
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
    topics: contracts.filter(({ kind }) => kind === 'topic'),
    stored: all.filter(
      ({ contract, subject }) =>
        contract.kind === 'hash' || (contract.kind === 'table' && subject !== undefined && hasTextKey(contract)),
    ),
    unnamed: tables.filter(({ subject }) => subject === undefined).map(({ contract }) => contract.name),
  }
}

const hasTextKey = ({ fields, settings }: Contract): boolean =>
  fields.some(({ name, logicalType }) => name === settings.key && logicalType === 'string')
