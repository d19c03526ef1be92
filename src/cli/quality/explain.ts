import { contractTypes } from '../../contracts/codec/value-type.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import { DqError } from '../../kernel/errors.ts'
import type { CheckedSuite } from '../../quality/checked-suite.ts'
import { compileSuite } from '../../quality/compile.ts'
import type { Dialect, DialectName } from '../../quality/sql/dialect.ts'
import { dialects } from '../../quality/sql/dialects.ts'
import type { Settings } from '../config.ts'
import { contractFiles } from '../wiring.ts'
import { requireSuite } from './suite.ts'

/** What a suite asks, and by which SQL. */
export interface ExplainedSuite {
  readonly suite: string
  readonly file: string
  readonly dialect: DialectName
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

/** The SQL of a suite, from the contract alone: no data is needed. */
export async function explainQuality(
  settings: Settings,
  name: string,
  options: { readonly parameters: Readonly<Record<string, unknown>>; readonly dialect: DialectName },
): Promise<ExplainedSuite> {
  const contracts = await requireContracts(await contractFiles(settings))
  const suite = await requireSuite(settings, contracts, name, options.parameters)
  const dialect = dialects[options.dialect]
  const { scan, expectations } = compileSuite(suite.expectations, {
    dialect,
    table: dialect.name === 'duckdb' ? 'batch' : qualified(suite.contract?.name ?? suite.name, dialect),
    columns: columnsOf(suite),
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
