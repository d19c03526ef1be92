import type { ExpectationRecord, RunRecord } from '../../../../quality/history/record.ts'
import { amount } from '../seen.ts'
import { type Html, html } from './template.ts'

const WIDTH = 14
const GAP = 4
const HEIGHT = 72
/** How many runs are drawn. */
export const DRAWN = 30

export const timeText = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

const metOf = ({ expectations }: RunRecord): number => expectations.filter(({ verdict }) => verdict === 'met').length

const worst = ({ expectations }: RunRecord): string => {
  const unmet = expectations.filter(({ verdict }) => verdict !== 'met').map(({ severity }) => severity)
  return (['critical', 'warning', 'info'] as const).find((severity) => unmet.includes(severity)) ?? 'met'
}

/** Earlier runs as columns, oldest first: how high is the share that is met, the colour says the worst that is not. Below, the rows as a line. */
export function historyChart(history: readonly RunRecord[]): Html {
  const runs = history.slice(0, DRAWN).reverse()
  const width = Math.max(180, runs.length * (WIDTH + GAP))
  const label = `Expectations met in the last ${runs.length} runs; the table below says the same in numbers`
  const columns = runs.map((run, i) => {
    const met = metOf(run)
    const part = run.expectations.length === 0 ? 0 : met / run.expectations.length
    const height = Math.max(5, Math.round(part * HEIGHT))
    const title = `${timeText(run.at)}: ${met} of ${run.expectations.length} met${run.rows === null ? '' : `, ${amount(run.rows)} rows`}`
    return html`<g><title>${title}</title><rect class="f-${worst(run)}" x="${i * (WIDTH + GAP)}" y="${HEIGHT - height}" width="${WIDTH}" height="${height}" rx="4"/></g>`
  })
  return html`<figure class="card" style="margin:0"><div class="charts"><div><p>Expectations met</p><svg role="img" aria-label="${label}" width="${width}" height="${HEIGHT + 4}" viewBox="0 0 ${width} ${HEIGHT + 4}">${columns}<line class="axis" x1="0" x2="${width}" y1="${HEIGHT + 2}" y2="${HEIGHT + 2}"/></svg></div>${rowsLine(runs, width)}</div>${table(runs)}</figure>`
}

const LINE = 72

function rowsLine(runs: readonly RunRecord[], width: number): Html | undefined {
  const known = runs.flatMap(({ rows }, i) => (rows === null ? [] : [{ rows, x: i * (WIDTH + GAP) + WIDTH / 2 }]))
  if (known.length < 2) return undefined
  const most = Math.max(...known.map(({ rows }) => rows))
  const least = Math.min(...known.map(({ rows }) => rows))
  const y = (rows: number) => (most === least ? LINE / 2 : 6 + (LINE - 12) * (1 - (rows - least) / (most - least)))
  const points = known.map(({ rows, x }) => `${x},${y(rows).toFixed(1)}`).join(' ')
  const dots = known.map(
    ({ rows, x }) =>
      html`<circle class="dot" cx="${x}" cy="${y(rows).toFixed(1)}" r="3"><title>${amount(rows)} rows</title></circle>`,
  )
  const label = `Rows of the last ${known.length} runs, from ${amount(least)} to ${amount(most)}`
  return html`<div><p>Rows: ${amount(least)}${most > least && ` to ${amount(most)}`}</p><svg role="img" aria-label="${label}" width="${width}" height="${LINE}" viewBox="0 0 ${width} ${LINE}"><polyline class="rows" points="${points}"/>${dots}</svg></div>`
}

const table = (runs: readonly RunRecord[]): Html =>
  html`<details><summary>${runs.length} runs in numbers</summary><div class="scroll"><table><thead><tr><th scope="col">When</th><th scope="col">Met</th><th scope="col">Rows</th><th scope="col">Data</th></tr></thead><tbody>${[
    ...runs,
  ]
    .reverse()
    .map(
      (run) =>
        html`<tr><td class="num">${timeText(run.at)}</td><td class="num">${metOf(run)} of ${run.expectations.length}</td><td class="num">${run.rows === null ? '–' : amount(run.rows)}</td><td><bdi>${run.data}</bdi></td></tr>`,
    )}</tbody></table></div></details>`

const DOT = 9

/** One expectation in the last runs, oldest first: a square each. */
export function dots(key: string, history: readonly RunRecord[]): Html | undefined {
  if (history.length < 2) return undefined
  const runs = history.slice(0, DRAWN).reverse()
  const verdicts = runs.map((run) => verdictIn(run.expectations, key))
  const many = verdicts.filter((verdict) => verdict !== 'met' && verdict !== undefined).length
  const label = many === 0 ? `met in all of ${runs.length} runs` : `not met in ${many} of ${runs.length} runs`
  const width = runs.length * (DOT + 2)
  const squares = verdicts.map(
    (verdict, i) =>
      html`<rect class="${verdict === undefined ? 'f-none' : verdict === 'met' ? 'f-met' : 'f-unmet'}" x="${i * (DOT + 2)}" y="${verdict === 'met' ? 3 : 0}" width="${DOT}" height="${verdict === 'met' ? DOT - 3 : DOT}" rx="2"/>`,
  )
  return html`<svg role="img" aria-label="${label}" width="${width}" height="${DOT}" viewBox="0 0 ${width} ${DOT}"><title>${label}</title>${squares}</svg>`
}

const verdictIn = (expectations: readonly ExpectationRecord[], key: string): ExpectationRecord['verdict'] | undefined =>
  expectations.find((one) => one.key === key)?.verdict
