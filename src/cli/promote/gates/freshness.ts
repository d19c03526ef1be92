import { type Freshness, freshnessOf } from '../../../contracts/policies/path.ts'
import { CLOCK_SKEW_MS } from '../../../contracts/policies/situation.ts'
import { sqlIdentifier } from '../../../kernel/sql-text.ts'
import type { TableMetadata } from '../../../lake/iceberg/metadata.ts'
import { scanTable } from '../../../lake/scan/scan.ts'
import { promisedFreshness } from '../../../quality/freshness.ts'
import { tableContracts } from '../../lake/table-contracts.ts'
import { openTableEngine, type TableEngine } from '../../wiring/table-engine.ts'
import { count, type Gate, type GateAnswer, type GateContext, worst } from './gate.ts'

/** How old the newest data of each table may be: by the policy, else by what the contract promises. */
export const freshnessGate: Gate = {
  name: 'freshness',
  async judge(context) {
    const wanted = await wantedOf(context)
    if (wanted.length === 0)
      return {
        verdict: 'skipped',
        looked: 'nothing',
        reasons: [
          'neither the policy nor a contract says how fresh these tables are: give "freshness", or leave the gate out',
        ],
        notes: [],
      }
    const engine = await openTableEngine(context.settings)
    try {
      const answers = []
      for (const one of wanted) answers.push(await judged(context, engine, one))
      return {
        verdict: worst(answers.map(({ verdict }) => verdict)),
        looked: `${count(wanted.length, 'table')} of ${context.tables.length}`,
        reasons: answers.flatMap(({ verdict, text }) => (verdict === 'pass' ? [] : [text])),
        notes: answers.flatMap(({ verdict, text }) => (verdict === 'pass' ? [text] : [])),
      }
    } finally {
      engine.close()
    }
  },
}

interface Wanted extends Freshness {
  readonly table: string
  readonly metadata: TableMetadata
}

async function wantedOf({ settings, branch, tables }: GateContext): Promise<readonly Wanted[]> {
  const contracts = await tableContracts(settings)
  return tables.flatMap(({ planned: { table }, after: metadata }): Wanted[] => {
    if (metadata === undefined) return []
    const promise = promisedFreshness(contracts.find(({ contract }) => contract.name === table)?.contract)
    const own = freshnessOf(branch, table)
    if (own !== undefined) return [{ table, metadata, ...own }]
    if (promise === undefined) return []
    const { minutes, column } = promise
    return [{ table, metadata, maxAge: minutes * 60_000, ...(column !== undefined && { column }) }]
  })
}

type Answer = { readonly verdict: GateAnswer['verdict']; readonly text: string }

async function judged({ lake, now }: GateContext, engine: TableEngine, wanted: Wanted): Promise<Answer> {
  const { table, metadata, maxAge, column } = wanted
  const newest = column === undefined ? metadata.current?.time : await newestOf(lake, engine, metadata, column)
  const by = column === undefined ? 'its newest snapshot' : `the newest ${column}`
  if (typeof newest === 'string') return { verdict: 'error', text: `${table}: ${newest}` }
  if (newest === undefined) return { verdict: 'fail', text: `${table}: it has no rows, so nothing of it is fresh` }
  if (newest > now + CLOCK_SKEW_MS)
    return { verdict: 'error', text: `${table}: ${by} is of ${iso(newest)}, which has not come yet` }
  const age = now - newest
  const text = `${table}: ${by} is ${span(age)} old, ${span(maxAge)} are allowed`
  return { verdict: age <= maxAge ? 'pass' : 'fail', text }
}

/** Milliseconds; undefined without rows; a text where nobody can say. */
async function newestOf(
  lake: GateContext['lake'],
  engine: TableEngine,
  metadata: TableMetadata,
  column: string,
): Promise<number | string | undefined> {
  const field = metadata.schema.fields.find(({ name }) => name === column)
  if (field === undefined) return `it has no column ${column}`
  if (!['date', 'timestamp', 'timestamptz'].includes(field.type.kind)) return `${column} is no time`
  const { sql } = await engine.reader.source(await scanTable(lake, metadata))
  const name = sqlIdentifier(column)
  const [row] = await engine.reader.rows(`SELECT epoch_ms(max(${name})::TIMESTAMP) AS newest FROM (${sql})`)
  return row?.newest == null ? undefined : Number(row.newest)
}

const iso = (time: number): string => new Date(time).toISOString()

/** `3 d 4 h`, `12 min`: the two largest units. */
function span(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000))
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'min'],
  ] as const
  const first = parts.findIndex(([value]) => value > 0)
  if (first < 0) return 'under a minute'
  return parts
    .slice(first, first + 2)
    .flatMap(([value, unit]) => (value > 0 ? [`${value} ${unit}`] : []))
    .join(' ')
}
