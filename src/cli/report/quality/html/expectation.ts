import type { RunRecord } from '../../../../quality/history/record.ts'
import type { ExpectationResult } from '../../../../quality/result.ts'
import { amount, type Example, percentText, type Seen, seenOf, shown } from '../seen.ts'
import { dots } from './history.ts'
import { type Html, html } from './template.ts'

interface Shown {
  readonly one: ExpectationResult
  /** Names it in the history. */
  readonly key: string
  readonly history: readonly RunRecord[]
}

const MARKS = { critical: '✗', warning: '!', info: 'i' } as const

/** What is not met: how much, what was found, and how it was asked. */
export function unmetCard({ one, key, history }: Shown): Html {
  const { severity, type, kwargs } = one.expectation_config
  const seen = seenOf(one)
  return html`<article class="card ${severity}"><div class="top"><h3><span aria-hidden="true">${MARKS[severity]}</span> <bdi>${one.meta.words}</bdi></h3>${dots(key, history) ?? html`<span></span>`}<span class="chip ${severity}">${severity}</span></div>${found(seen)}${examples(seen.examples)}<details><summary>Expectation</summary><pre>${type} ${JSON.stringify(kwargs, null, 2)}</pre></details></article>
`
}

function found({ exception, share, observed }: Seen): Html {
  if (exception !== undefined) return html`<p>Cannot be judged: <bdi>${exception}</bdi></p>`
  return html`${share && html`<div class="share"><div class="bar"><i style="width:${Math.min(100, share.percent).toFixed(2)}%"></i></div><span class="num">${percentText(share.percent)} unexpected: ${amount(share.unexpected)} of ${amount(share.considered)}</span></div>`}${observed !== '' && html`<p><bdi>${observed[0]?.toUpperCase() ?? ''}${observed.slice(1)}</bdi></p>`}`
}

const VALUES = 12
const ROWS = 8

function examples(found: readonly Example[]): Html | undefined {
  if (found.length === 0) return undefined
  const rows = found.map(({ row }) => row).filter((row) => row !== undefined)
  if (rows.length === found.length) return rowTable(rows)
  const items = found
    .slice(0, VALUES)
    .map(
      ({ value, count }) =>
        html`<li><code><bdi>${shown(value)}</bdi></code>${count > 1 && html` <span class="soft">${count}×</span>`}</li>`,
    )
  const rest = found.length - VALUES
  return html`<ul class="examples" aria-label="Examples">${items}${rest > 0 && html`<li class="soft">and ${rest} more</li>`}</ul>`
}

function rowTable(rows: readonly Readonly<Record<string, unknown>>[]): Html {
  const names = Object.keys(rows[0] ?? {})
  const line = (row: Readonly<Record<string, unknown>>) =>
    html`<tr>${names.map((name) => html`<td><code><bdi>${row[name] === null ? 'null' : typeof row[name] === 'string' ? shown(row[name]).slice(1, -1) : shown(row[name])}</bdi></code></td>`)}</tr>`
  const rest = rows.length - ROWS
  return html`<div class="scroll"><table aria-label="Examples of rows"><thead><tr>${names.map((name) => html`<th scope="col"><bdi>${name}</bdi></th>`)}</tr></thead><tbody>${rows.slice(0, ROWS).map(line)}</tbody></table></div>${rest > 0 && html`<p class="soft">and ${rest} more</p>`}`
}

/** What is met: a row each. */
export const metRow = ({ one, key, history }: Shown): Html =>
  html`<tr><td class="mark" aria-label="met">✓</td><td><bdi>${one.meta.words}</bdi></td><td class="soft"><bdi>${seenOf(one).observed.replace(/^observed /, '')}</bdi></td><td>${dots(key, history)}</td></tr>
`
