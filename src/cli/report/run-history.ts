import type { ExpectationRecord, RunRecord } from '../../quality/history/record.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import { SEVERITIES } from './quality/report.ts'
import { counted } from './report.ts'

const number = (n: number | null): string => (n === null ? '' : n.toLocaleString('en-US'))

/** For people: a line a run, newest first, then since when each expectation that is not met now has not been. */
export function runHistoryText(name: string, runs: readonly RunRecord[]): string {
  const header = ['when', 'verdict', 'met', 'rows', 'change', 'data']
  const lines = runs.map((run, i) => {
    const met = run.expectations.filter(({ verdict }) => verdict === 'met').length
    return [
      new Date(run.at).toISOString().replace(/\.\d+Z$/, 'Z'),
      verdict(run),
      `${met}/${run.expectations.length}`,
      number(run.rows),
      change(run, runs[i + 1]),
      run.data,
    ]
  })
  const failing = since(runs).flatMap(({ one, runs: many }) => [
    `  ${one.words}  ${paint('dim', `(${one.severity}, ${one.verdict} in the last ${many === 1 ? 'run' : counted(many, 'run')})`)}`,
  ])
  const title = `${paint('bold', name)}  ${paint('dim', counted(runs.length, 'run'))}`
  const now = failing.length === 0 ? [] : ['', 'not met now', ...failing]
  return [title, '', table([header, ...lines], { right: [3, 4] }), ...now].join('\n')
}

/** As a run shows it: what is critical is a cross, what is lighter is not. */
function verdict({ success, expectations }: RunRecord): string {
  if (success) return paint('green', '✓ met')
  const worst = SEVERITIES.find((severity) =>
    expectations.some((one) => one.verdict !== 'met' && one.severity === severity),
  )
  return worst === 'warning' || worst === 'info' ? paint('yellow', `! ${worst}`) : paint('red', '✗ not met')
}

/** Of the rows, against the run before. */
function change({ rows }: RunRecord, before: RunRecord | undefined): string {
  const past = before?.rows ?? null
  if (rows === null || past === null || past === 0) return ''
  const percent = ((rows - past) / past) * 100
  return percent === 0 ? '=' : `${percent > 0 ? '+' : ''}${percent.toFixed(1)} %`
}

function since([latest, ...earlier]: readonly RunRecord[]): readonly { one: ExpectationRecord; runs: number }[] {
  return (latest?.expectations ?? [])
    .filter(({ verdict }) => verdict !== 'met')
    .map((one) => {
      const first = earlier.findIndex(
        ({ expectations }) => expectations.find(({ key }) => key === one.key)?.verdict !== one.verdict,
      )
      return { one, runs: 1 + (first === -1 ? earlier.length : first) }
    })
}
