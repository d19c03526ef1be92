/** The page's look, light and dark as the reader's system is. Contrast of text is at least 4.5:1 in both. */
export const STYLE = `
:root { color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --line: #dfe3e8; --text: #1b2230; --soft: #57606f; --code: #f1f3f6;
  --good: #10783f; --good-soft: #d9f2e3; --critical: #b3261e; --critical-soft: #fbe1df;
  --warning: #8a5300; --warning-soft: #fdecc8; --info: #1a5fa8; --info-soft: #dcebfb; --bar: #e8ebef; }
@media (prefers-color-scheme: dark) { :root {
  --page: #12151b; --card: #1a1f28; --line: #2e3542; --text: #e6e9ef; --soft: #a3adbd; --code: #232a35;
  --good: #5bd08f; --good-soft: #173626; --critical: #ff8f87; --critical-soft: #4a1f1e;
  --warning: #f2b950; --warning-soft: #42320f; --info: #7fb8f5; --info-soft: #19324c; --bar: #2b323e; } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
main, header, footer { max-width: 1060px; margin: 0 auto; padding: 0 24px }
header { padding-top: 36px }
h1 { font-size: 30px; line-height: 1.2; margin: 0; overflow-wrap: anywhere }
h2 { font-size: 19px; margin: 36px 0 12px }
h3 { font-size: 16px; font-weight: 600; margin: 0; overflow-wrap: anywhere }
code, pre, .num { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 13px }
.num { font-variant-numeric: tabular-nums }
.soft { color: var(--soft) }
.meta { color: var(--soft); margin: 6px 0 0; overflow-wrap: anywhere }
.verdict { display: flex; align-items: center; gap: 14px; margin: 22px 0 0; padding: 16px 20px; border-radius: 12px; font-size: 19px; font-weight: 650 }
.verdict.met { background: var(--good-soft); color: var(--good) }
.verdict.critical { background: var(--critical-soft); color: var(--critical) }
.verdict.warning { background: var(--warning-soft); color: var(--warning) }
.verdict.info { background: var(--info-soft); color: var(--info) }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(132px, 1fr)); gap: 12px; margin: 16px 0 0; padding: 0 }
.tiles div { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 12px 16px }
.tiles dt { color: var(--soft); font-size: 13px }
.tiles dd { margin: 2px 0 0; font-size: 23px; font-weight: 650; font-variant-numeric: tabular-nums }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 16px 20px; margin: 0 0 12px }
.card.critical { border-left: 5px solid var(--critical) } .card.warning { border-left: 5px solid var(--warning) } .card.info { border-left: 5px solid var(--info) }
.top { display: grid; grid-template-columns: 1fr auto auto; gap: 14px; align-items: center }
.charts { display: flex; flex-wrap: wrap; gap: 12px 44px; align-items: flex-end } .charts p { margin: 0 0 6px; color: var(--soft); font-size: 13px }
.chip { border-radius: 999px; padding: 1px 10px; font-size: 13px; font-weight: 600; white-space: nowrap }
.chip.critical { background: var(--critical-soft); color: var(--critical) } .chip.warning { background: var(--warning-soft); color: var(--warning) } .chip.info { background: var(--info-soft); color: var(--info) }
.share { display: grid; grid-template-columns: minmax(90px, 1fr) auto; gap: 14px; align-items: center; margin: 12px 0 0 }
.bar { height: 12px; border-radius: 6px; background: var(--bar); overflow: hidden }
.bar i { display: block; height: 100%; min-width: 4px; border-radius: 6px }
.critical .bar i { background: var(--critical) } .warning .bar i { background: var(--warning) } .info .bar i { background: var(--info) }
.card p { margin: 10px 0 0; overflow-wrap: anywhere }
.examples { display: flex; flex-wrap: wrap; gap: 6px; margin: 12px 0 0; padding: 0; list-style: none }
.examples code { background: var(--code); border-radius: 6px; padding: 2px 8px; overflow-wrap: anywhere; white-space: pre-wrap }
.scroll { overflow-x: auto; margin: 12px 0 0 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: 7px 14px 7px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere }
th { color: var(--soft); font-size: 13px; font-weight: 600; white-space: nowrap }
tbody tr:last-child td { border-bottom: 0 }
td.mark { color: var(--good); font-weight: 700; width: 24px }
svg { display: block; max-width: 100% } svg text { fill: var(--soft); font: 12px system-ui, sans-serif }
.f-met { fill: var(--good) } .f-unmet, .f-critical { fill: var(--critical) } .f-warning { fill: var(--warning) } .f-info { fill: var(--info) } .f-none { fill: var(--line) }
.rows { fill: none; stroke: var(--info); stroke-width: 2; stroke-linejoin: round } .dot { fill: var(--info) } .axis { stroke: var(--line) }
details { margin: 10px 0 0 } summary { cursor: pointer; color: var(--soft) } summary:focus-visible { outline: 2px solid var(--info); outline-offset: 3px; border-radius: 4px }
pre { background: var(--code); border-radius: 8px; padding: 12px 14px; overflow-x: auto; margin: 8px 0 0; white-space: pre-wrap; overflow-wrap: anywhere }
footer { color: var(--soft); padding-top: 28px; padding-bottom: 40px; font-size: 13px }
@media (max-width: 640px) { main, header, footer { padding-left: 14px; padding-right: 14px } .share { grid-template-columns: 1fr; gap: 6px } .top svg { display: none } }
@media print { body { background: none } .card { break-inside: avoid } }
`
