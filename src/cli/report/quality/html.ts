import { expectationRecord } from '../../../quality/history/record.ts'
import { metRow, unmetCard } from './html/expectation.ts'
import { historyChart, timeText } from './html/history.ts'
import { STYLE } from './html/style.ts'
import { type Html, html } from './html/template.ts'
import { type QualityReport, type QualityReporter, SEVERITIES, unmetCounts } from './report.ts'
import { amount } from './seen.ts'

/**
 * A page of one file: no script, nothing from elsewhere, and a policy that would refuse both. Everything from the data, the
 * suite and the history is text in it.
 */
export const qualityHtml: QualityReporter = (report, { version }) => {
  const { result, history, data } = report
  const shown = result.results.map((one) => ({ one, key: expectationRecord(one).key, history }))
  const unmet = SEVERITIES.flatMap((severity) =>
    shown.filter(({ one }) => !one.success && one.expectation_config.severity === severity),
  )
  const met = shown.filter(({ one }) => one.success)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title(report)}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<header>
<h1><bdi>${result.meta.table}</bdi></h1>
<p class="meta"><time datetime="${new Date(report.at).toISOString()}">${timeText(report.at)}</time> · <bdi>${data}</bdi> · <bdi>${result.meta.engine}</bdi></p>
${verdict(report)}
${tiles(report)}
</header>
<main>
${
  unmet.length > 0 &&
  html`<section aria-labelledby="unmet"><h2 id="unmet">Not met</h2>
${unmet.map(unmetCard)}</section>`
}
${
  history.length > 1 &&
  html`<section aria-labelledby="history"><h2 id="history">History</h2>
${historyChart(history)}</section>`
}
${
  met.length > 0 &&
  html`<section aria-labelledby="met"><h2 id="met">Met</h2>
<div class="card scroll" style="margin:0"><table><thead><tr><th scope="col"><span aria-hidden="true">&nbsp;</span></th><th scope="col">Expectation</th><th scope="col">Observed</th><th scope="col">${history.length > 1 && 'Runs'}</th></tr></thead><tbody>
${met.map(metRow)}</tbody></table></div></section>`
}
${queries(report)}
</main>
<footer>Suite <bdi>${report.file}</bdi>. Values of personal fields are masked. Made by dq ${version}.</footer>
</body>
</html>`
  return page.html
}

function title({ result }: QualityReport): string {
  const counts = unmetCounts(result.results)
  return `${counts === '' ? '✓' : '✗'} ${result.meta.table}: ${counts === '' ? 'all met' : `${counts} not met`}`
}

function verdict({ result: { results } }: QualityReport): Html {
  const unmet = results.filter(({ success }) => !success)
  const worst = SEVERITIES.find((severity) => unmet.some((one) => one.expectation_config.severity === severity))
  if (worst === undefined)
    return html`<p class="verdict met"><span aria-hidden="true">✓</span> All ${results.length} expectations are met</p>`
  return html`<p class="verdict ${worst}"><span aria-hidden="true">${worst === 'critical' ? '✗' : '!'}</span> ${unmet.length} of ${results.length} expectations ${unmet.length === 1 ? 'is' : 'are'} not met</p>`
}

function tiles({ result, history }: QualityReport): Html {
  const { results, meta } = result
  const rows = history[0]?.rows ?? null
  const unmet = SEVERITIES.map((severity) => ({
    name: `${severity}, not met`,
    value: amount(results.filter((one) => !one.success && one.expectation_config.severity === severity).length),
  }))
  const all = [
    { name: 'met', value: `${results.filter(({ success }) => success).length} of ${results.length}` },
    ...unmet,
    ...(rows === null ? [] : [{ name: 'rows', value: amount(rows) }]),
    { name: meta.sql.length === 1 ? '1 query' : `${meta.sql.length} queries`, value: `${meta.seconds.toFixed(2)} s` },
  ]
  return html`<dl class="tiles">${all.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}

const queries = ({ result: { meta } }: QualityReport): Html | false =>
  meta.sql.length > 0 &&
  html`<section aria-labelledby="sql"><h2 id="sql">Queries</h2>
<div class="card">${meta.sql.map(({ statement, seconds }) => html`<details><summary><span class="num">${seconds.toFixed(3)} s</span> <code>${statement.replaceAll(/\s+/g, ' ').slice(0, 90)}${statement.length > 90 && '…'}</code></summary><pre>${statement}</pre></details>`)}</div></section>`
