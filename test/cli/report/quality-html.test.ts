import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { STYLE } from '../../../src/cli/report/quality/html/style.ts'
import { html } from '../../../src/cli/report/quality/html/template.ts'
import { qualityHtml } from '../../../src/cli/report/quality/html.ts'
import { qualityContext, qualityReportOf } from './quality-sample.ts'

const page = (text: string) => qualityHtml(qualityReportOf(text), qualityContext)

test('one file: no script, no address of anything else, and a policy that would refuse both', () => {
  const text = page('orders')
  expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`)
  expect(text).not.toMatch(/<script|<link|<iframe|<img|<object|@import|url\(|\bsrc=|\bhref=|https?:|\bon\w+=/i)
})

test('says verdicts, shares, examples, history and queries', () => {
  const text = page('orders')
  for (const said of [
    '<title>✗ orders: 2 critical, 1 warning, 1 info not met</title>',
    '4 of 5 expectations are not met',
    '<i style="width:17.50%"></i></div><span class="num">17.50 % unexpected: 7 of 40</span>',
    'Cannot be judged: <bdi>no column orders</bdi>',
    '<time datetime="2026-11-22T10:30:00.000Z">2026-11-22 10:30 UTC</time>',
    '3 runs in numbers',
    'not met in 3 of 3 runs',
    'met in all of 3 runs',
    'SELECT orders',
    'Values of personal fields are masked. Made by dq 1.2.3.',
  ])
    expect(text).toContain(said)
})

test('every picture has words, every section a heading', () => {
  const text = page('orders')
  expect(text.match(/<svg /g)?.length).toBe(text.match(/<svg role="img" aria-label="[^"]+"/g)?.length)
  for (const [, id] of text.matchAll(/aria-labelledby="(\w+)"/g)) expect(text).toContain(`<h2 id="${id}">`)
  expect(text).toContain('<html lang="en">')
})

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function contrast(one: string, other: string): number {
  const luminance = (color: string) => {
    const hex =
      color.length === 4 ? [...color.slice(1)].map((digit) => digit + digit) : (color.slice(1).match(/../g) ?? [])
    const [r = 0, g = 0, b = 0] = hex
      .map((pair) => Number.parseInt(pair, 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

// biome-ignore format: one row a pair
const PAIRS = [
  ['text', 'page'], ['text', 'card'], ['soft', 'page'], ['soft', 'card'], ['text', 'code'], ['good', 'card'],
  ['good', 'good-soft'], ['critical', 'critical-soft'], ['warning', 'warning-soft'], ['info', 'info-soft'],
] as const

test('every text can be read, in the light and in the dark', () => {
  const themes = [...STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, body = '']) =>
    Object.fromEntries([...body.matchAll(/--([\w-]+): (#[0-9a-f]+)/g)].map(([, name, color]) => [name, color])),
  )
  expect(themes.length).toBe(2)
  const weak = themes.flatMap((theme) =>
    PAIRS.filter(([front, back]) => contrast(theme[front] ?? '', theme[back] ?? '') < 4.5).map((pair) =>
      pair.join(' on '),
    ),
  )
  expect(weak).toEqual([])
})

/** Each would set the title of the page, were it ever run. */
const RUN = "document.title='pwned'"
const HOSTILE = [
  `<script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `</style><script>${RUN}</script>`,
  `"><script>${RUN}</script>`,
  `'><img src=x onerror="${RUN}">`,
  `"><img src=x onerror=${RUN}>`,
  `<svg/onload=${RUN}>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<details open ontoggle=${RUN}>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>">`,
  `<a href="javascript:${RUN}" autofocus onfocus=${RUN}>x</a>`,
  `<body onload=${RUN}>`,
  `<math><mtext></table><img src=x onerror=${RUN}>`,
  `--><script>${RUN}</script><!--`,
  `]]><script>${RUN}</script>`,
  `\${${RUN}} {{${RUN}}} \`${RUN}\``,
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `\u0000<scr\u0000ipt>${RUN}</script>`,
  `" onmouseover=${RUN} style=animation-name:x onanimationstart=${RUN} x="`,
  `\u2028<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
]

/** The tags and the names of their attributes, without what stands in them. */
const skeleton = (text: string) =>
  [...text.matchAll(/<[!/a-z][^>]*>/gi)].map(([tag]) => tag.replaceAll(/"[^"]*"/g, '""'))

test.for(HOSTILE)('stays text: %j', (hostile) => {
  expect(skeleton(page(hostile))).toEqual(skeleton(page('x'.repeat(hostile.length))))
})

test('what turns the direction of writing, or is not seen, is shown by its number', () => {
  expect(html`${'a\u202eb\u0000c\u001b'}`.html).toBe('a\\u202eb\\u0000c\\u001b')
})

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
const folder = mkdtempSync(join(tmpdir(), 'dq-page-of-run-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As the browser sees it; without the page's policy, so that only the escaping is between the text and the browser. */
function inBrowser(text: string): string {
  const file = join(folder, 'page.html')
  writeFileSync(file, text.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''))
  const quiet = '--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update'
  const args = [
    '--headless',
    '--no-sandbox',
    ...quiet.split(' '),
    '--disable-sync',
    `--user-data-dir=${folder}/profile`,
  ]
  return spawnSync(chromium ?? '', [...args, '--virtual-time-budget=2000', '--dump-dom', `file://${file}`], {
    encoding: 'utf8',
    timeout: 60_000,
  }).stdout
}

test.skipIf(chromium === undefined)('in a real browser nothing of it runs', { timeout: 90_000 }, () => {
  const seen = inBrowser(page(HOSTILE.join(' ')))
  expect(seen).toContain('expectations are not met')
  expect(seen).not.toContain('<title>pwned')
  // The browser does run what is not escaped: the test can fail.
  expect(inBrowser(page('x').replace('</main>', `<script>${RUN}</script></main>`))).toContain('<title>pwned')
})
