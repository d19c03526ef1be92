import { parse } from 'yaml'
import type { Contract } from '../../contracts/model.ts'
import { odcsDocument } from '../../contracts/odcs/document.ts'
import { type SubjectOf, subjectOf } from '../../contracts/privacy/subject.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import type { Lake } from '../../lake/table/table.ts'
import { personalColumns } from '../../quality/mask.ts'
import type { Settings } from '../config.ts'
import { contractFiles } from '../wiring.ts'
import { tablesWithout } from './tables-without.ts'
import type { Unsearched } from './unsearched.ts'

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
  /** Tables of which nothing says whose their rows are. */
  readonly unsearched: readonly Unsearched[]
}

/** What the contracts say of persons, and of the tables that branches and tags have. */
export async function subjectsHere(settings: Settings, lake: Lake): Promise<Subjects> {
  const files = await contractFiles(settings)
  const contracts = await requireContracts(files)
  const subjectIn = async (contract: Contract): Promise<Stored> => {
    const path = contract.files.odcs.replace(`${files.folder}/`, '')
    const document = odcsDocument.parse(parse(new TextDecoder().decode(await files.read(path))))
    return { contract, subject: subjectOf(contract, document) }
  }
  const personal = (some: readonly Contract[]): Promise<readonly Stored[]> =>
    Promise.all(some.filter((contract) => personalColumns(contract).size > 0).map(subjectIn))
  const all = await personal(contracts)
  const { reprocessed, unknown } = await tablesWithout(lake, contracts)
  const made = await personal(reprocessed)
  const tables = [...all.filter(({ contract }) => contract.kind === 'table'), ...made]
  const isPartly = ({ subject }: Stored): boolean => (subject?.searched.length ?? 0) > 0
  return {
    tables: [
      ...all.flatMap(({ contract, subject }) => (contract.kind === 'table' ? (subject ?? []) : [])),
      ...made.flatMap(({ subject }) => (subject === undefined ? [] : asCopy(subject))),
    ],
    topics: all.flatMap(({ contract }) => (contract.kind === 'topic' ? contract : [])),
    stored: all.filter(
      ({ contract, subject }) =>
        contract.kind === 'hash' || (contract.kind === 'table' && subject !== undefined && hasTextKey(contract)),
    ),
    unsearched: [
      told('the contract does not say whose the records are', names(tables.filter(({ subject }) => !subject))),
      told('fields with subject: search are not looked into', names(made.filter(isPartly))),
      told('no contract says what is personal in it', unknown),
    ],
  }
}

/** A copy that is kept to be compared and sent: its rows go, as those of topics and stores do; half of one must not be sent. */
const asCopy = (subject: SubjectOf): SubjectOf => ({ ...subject, mode: 'delete', searched: [], personal: [] })

const told = (why: string, tables: readonly string[]): Unsearched => ({ kind: 'table', why, names: tables })

const names = (some: readonly Stored[]): readonly string[] => some.map(({ contract }) => contract.name)

const hasTextKey = ({ fields, settings }: Contract): boolean =>
  fields.some(({ name, logicalType }) => name === settings.key && logicalType === 'string')
