import { expect, test } from 'vitest'
import type { AlertProblem, Told } from '../../../src/quality/alerts/alert.ts'
import { AlertsConfig } from '../../../src/quality/alerts/config.ts'
import { decide, type Memory, newsOf } from '../../../src/quality/alerts/route.ts'

const problem = (key: string, severity: AlertProblem['severity'] = 'critical', share: number | null = null) => ({
  key,
  severity,
  words: key,
  found: '',
  share,
})
const told = (problems: readonly AlertProblem[], at = 0, table = 'silver.ledger'): Told => ({
  at,
  table,
  suite: table,
  problems,
  expectations: 5,
})
const channels = { a: { kind: 'console' }, b: { kind: 'console' } }
const config = (...routes: readonly object[]) => AlertsConfig.parse({ channels, routes })

const all = [problem('lost', 'critical', 0.5), problem('odd', 'warning', 0.001), problem('mean', 'warning')]

// biome-ignore format: one row a case
const routes: [what: string, table: string, routes: object[], news: Record<string, string[]>][] = [
  ['critical ones, by default',            'silver.ledger', [{ to: ['a'] }],                                              { a: ['lost'] }],
  ['from a severity on',                   'silver.ledger', [{ to: ['a'], least: 'warning' }],                            { a: ['lost', 'odd', 'mean'] }],
  ['from a share on; a mean has none',     'silver.ledger', [{ to: ['a'], least: 'info', min_unexpected: 0.01 }],         { a: ['lost', 'mean'] }],
  ['a layer',                              'silver.ledger', [{ to: ['a'], tables: ['silver.*'] }],                        { a: ['lost'] }],
  ['another layer',                        'bronze.orders', [{ to: ['a'], tables: ['silver.*'] }],                        {}],
  ['one table, not its namesake',          'silver.ledger2', [{ to: ['a'], tables: ['silver.ledger'] }],                  {}],
  ['two channels',                         'silver.ledger', [{ to: ['a', 'b'] }],                                         { a: ['lost'], b: ['lost'] }],
  ['two routes to one channel are one',    'silver.ledger', [{ to: ['a'] }, { to: ['a'], least: 'info', min_unexpected: 0.01 }], { a: ['lost', 'mean'] }],
]

test.for(routes)('%s', ([, table, given, news]) => {
  const found = newsOf(told(all, 0, table), config(...given))
  expect(Object.fromEntries(found.map(({ channel, problems }) => [channel, problems.map(({ key }) => key)]))).toEqual(
    news,
  )
})

const HOUR = 3_600_000

test('the same problem is quiet until its time; a new one, or all being well again, is told at once', () => {
  const routed = config({ to: ['a'], least: 'info', repeat_after: '2h' })
  let memory: Memory = {}
  const runs = (hours: number, ...keys: readonly string[]) => {
    const run = told(
      keys.map((key) => problem(key, key === 'odd' ? 'warning' : 'critical')),
      hours * HOUR,
    )
    const [news] = newsOf(run, routed)
    const { memory: next, alert } = decide(run, news!, memory, 'prod')
    memory = next
    return alert && [alert.kind, ...alert.problems.map(({ key }) => key)]
  }
  expect(runs(0)).toBeUndefined()
  expect(runs(1, 'lost')).toEqual(['problems', 'lost'])
  expect(runs(2, 'lost')).toBeUndefined()
  expect(runs(2.5, 'odd', 'lost')).toEqual(['problems', 'lost', 'odd'])
  expect(runs(4, 'odd')).toBeUndefined()
  expect(runs(4.5, 'odd')).toEqual(['problems', 'odd'])
  expect(runs(5, 'odd', 'lost')).toEqual(['problems', 'lost', 'odd'])
  expect(runs(6)).toEqual(['recovered'])
  expect(runs(7)).toBeUndefined()
  expect(runs(8, 'lost')).toEqual(['problems', 'lost'])
})

test('repeat_after 0 tells every time', () => {
  const run = told([problem('lost')])
  const [news] = newsOf(run, config({ to: ['a'], repeat_after: '0' }))
  expect(decide(run, news!, { lost: 0 }, null).alert?.kind).toBe('problems')
})

// biome-ignore format: one row a case
const mistakes: [what: string, config: object, message: string][] = [
  ['a channel that is not there', { channels, routes: [{ to: ['c'] }] },                                        'there is no channel "c"; channels are a, b'],
  ['a secret in the open',        { channels: { s: { kind: 'slack', webhook: 'https://hooks.slack.com/x' } }, routes: [] }, 'a secret is a reference'],
  ['a time without a unit',       { channels, routes: [{ to: ['a'], repeat_after: '24' }] },                    'a duration such as 30m, 24h or 7d'],
  ['a share beyond 1',            { channels, routes: [{ to: ['a'], min_unexpected: 2 }] },                     'Too big'],
  ['an unknown key',              { channels, routes: [{ to: ['a'], severity: 'info' }] },                      'Unrecognized key'],
  ['a star in the middle',        { channels, routes: [{ to: ['a'], tables: ['*.ledger'] }] },                  'a name of a table'],
]

test.for(mistakes)('%s is refused', ([, given, message]) => {
  const [issue] = AlertsConfig.safeParse(given).error?.issues ?? []
  expect(issue?.message).toContain(message)
})
