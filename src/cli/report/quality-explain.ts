import type { ExplainedSuite } from '../quality/explain.ts'
import { stateText } from '../quality/lake-rows.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import { bytesText } from './lake.ts'
import { counted } from './report.ts'

const HOW = { scan: 'in the scan', queries: 'a query of its own', columns: 'no query' } as const

/** The expectations in words, then every statement that runs whatever the data. */
export function explainText({ suite, file, dialect, lake, scan, expectations }: ExplainedSuite): string {
  const rows = expectations.map(({ words, severity, by }) => [`  ${severity}`, HOW[by], words])
  const queries = expectations
    .flatMap(({ queries }) => queries)
    .map(({ statement, ifFound }) => (ifFound ? `-- only when the query above finds some\n${statement}` : statement))
  const statements = [...(scan === null ? [] : [scan]), ...queries]
  return [
    `${paint('bold', suite)}  ${paint('dim', dialect === 'duckdb' ? file : `${file}  ${dialect}`)}`,
    ...(lake === undefined ? [] : [`${stateText(lake)}  ${counted(lake.files, 'file')}, ${bytesText(lake.bytes)}`]),
    '',
    table(rows),
    '',
    ...statements.map((sql) => `${sql};\n`),
    `${counted(expectations.length, 'expectation')}: ${counted(scan === null ? 0 : 1, 'scan')}, ${queries.length} more queries; examples are asked for only when something is unexpected`,
  ].join('\n')
}
