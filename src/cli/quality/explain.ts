import { contractTypes } from '../../contracts/codec/value-type.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import { DqError } from '../../kernel/errors.ts'
import type { CheckedSuite } from '../../quality/checked-suite.ts'
import { compileSuite } from '../../quality/compile.ts'
import type { LakeState } from '../../quality/result.ts'
import type { Dialect, DialectName } from '../../quality/sql/dialect.ts'
import { dialects } from '../../quality/sql/dialects.ts'
import type { Settings } from '../config.ts'
import { contractFiles } from '../wiring.ts'
import { openLakeTable } from './lake-rows.ts'
import { requireSuite } from './suite.ts'

/** What a suite asks, and by which SQL. */
export interface ExplainedSuite {
  readonly suite: string
  readonly file: string
  readonly dialect: DialectName
  /** The table of the lake that would be asked, where one is named. */
  readonly lake?: LakeState & { readonly files: number; readonly bytes: bigint }
  /** The one scan; null when no expectation needs it. */
  readonly scan: string | null
  readonly expectations: readonly {
    readonly words: string
    readonly type: string
    readonly severity: string
    /** How it is answered. */
    readonly by: 'scan' | 'queries' | 'columns'
    readonly queries: readonly {
      readonly statement: string /** Asked only when the one before finds something. */
      readonly ifFound: boolean
    }[]
  }[]
}

/** The SQL of a suite, from the contract alone: no data is needed. With `at`, for the columns that the table has there. */
export async function explainQuality(
  settings: Settings,
  name: string,
  options: {
    readonly parameters: Readonly<Record<string, unknown>>
    readonly dialect: DialectName
    readonly at?: string | undefined
  },
): Promise<ExplainedSuite> {
  const contracts = await requireContracts(await contractFiles(settings))
  const suite = await requireSuite(settings, contracts, name, options.parameters)
  const dialect = dialects[options.dialect]
  const table = options.at === undefined ? undefined : await lookAt(settings, options.at, suite)
  const { scan, expectations } = compileSuite(suite.expectations, {
    dialect,
    table: dialect.name === 'duckdb' ? 'batch' : qualified(suite.contract?.name ?? suite.name, dialect),
    columns: table?.columns ?? columnsOf(suite),
    now: 0,
    pastRows: [],
    ...(suite.contract !== undefined && { contract: suite.contract }),
    others: new Map(
      suite.expectations.flatMap(({ bound }) => bound.tables).map((name) => [name, qualified(name, dialect)]),
    ),
  })
  return {
    suite: suite.name,
    file: suite.file,
    dialect: dialect.name,
    ...(table !== undefined && { lake: table.lake }),
    scan: scan ?? null,
    expectations: suite.expectations.map(({ bound, type, severity }, i) => {
      const compiled = expectations[i]
      const queries = (compiled?.kind === 'planned' ? (compiled.plan.queries ?? []) : []).map((query) =>
        typeof query === 'string' ? { statement: query, ifFound: false } : { statement: query.sql, ifFound: true },
      )
      const measured = compiled?.kind === 'planned' && compiled.fromScan.size > 0
      const by = queries.length > 0 ? 'queries' : measured ? 'scan' : 'columns'
      return { words: bound.words, type, severity, by, queries }
    }),
  }
}

async function lookAt(settings: Settings, at: string, { contract, name }: CheckedSuite) {
  const { engine, state, files } = await openLakeTable(settings, { at, table: contract?.name ?? name, contract })
  await engine.close()
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0n)
  return { columns: engine.columns, lake: { ...state, files: files.length, bytes } }
}

/** DuckDB reads files, so a table's name is one name there; elsewhere it is schema and table. */
const qualified = (name: string, dialect: Dialect): string =>
  dialect.name === 'duckdb' ? dialect.quote(name) : name.split('.').map(dialect.quote).join('.')

function columnsOf({ contract, file }: CheckedSuite) {
  if (contract === undefined)
    throw new DqError(`the table of ${file} has no contract, so its columns are not known`, {
      hint: 'name the file after a contract: <contract>.json',
    })
  return [...contractTypes(contract)].map(([name, { kind }]) => ({ name, type: kind === 'int53' ? 'long' : kind }))
}
