import { expect, test } from 'vitest'
import { openPino } from '../../../src/adapters/log/pino.ts'
import { type Log, logObserver } from '../../../src/cli/log.ts'

function opened(level: 'debug' | 'info' | 'warn' | 'error' = 'debug'): {
  readonly log: Log
  readonly lines: () => Record<string, unknown>[]
} {
  const written: string[] = []
  const log = openPino({
    level,
    labels: { app: 'dq', job: 'fraud-enricher', pipeline: 'dq.fraud-enricher' },
    personal: new Set(['customer_id', 'email']),
    redact: (text) => text.replaceAll('s3cret', '[secret]'),
    to: { write: (text: string) => void written.push(text) },
  })
  return { log, lines: () => written.flatMap((text) => text.trimEnd().split('\n')).map((line) => JSON.parse(line)) }
}

test('a line is JSON with time, level, app, job, pipeline, message and what belongs to it', () => {
  const { log, lines } = opened()
  log.info('state restored', { partition: 1, entries: 12n, took: 3 })
  expect(lines()).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      app: 'dq',
      job: 'fraud-enricher',
      pipeline: 'dq.fraud-enricher',
      partition: 1,
      entries: '12',
      took: 3,
      msg: 'state restored',
    },
  ])
})

test('secrets, passwords in addresses and personal fields are never written, however deep, in keys of maps or in errors', () => {
  const { log, lines } = opened()
  log.warn('cannot log in with s3cret at redis://user:pw@host:1', {
    customer_id: 'c1',
    record: { email: 'a@b.c', list: [{ customer_id: 7 }, 's3cret'], map: new Map([['email', 'x']]) },
    error: new Error('s3cret at cassandra://u:pw@h', { cause: 's3cret' }),
    raw: new Uint8Array(3),
  })
  const text = JSON.stringify(lines())
  for (const hidden of ['s3cret', 'pw@', 'c1', 'a@b.c', '"x"', ':7']) expect(text).not.toContain(hidden)
  expect(lines()[0]).toMatchObject({
    msg: 'cannot log in with [secret] at redis://***@host:1',
    customer_id: '[personal]',
    record: { email: '[personal]', list: [{ customer_id: '[personal]' }, '[secret]'], map: { email: '[personal]' } },
    raw: '[3 bytes]',
  })
})

test('what is below the level is silent', () => {
  const { log, lines } = opened('warn')
  log.info('no')
  log.debug('no')
  log.error('yes')
  expect(lines().map(({ msg }) => msg)).toEqual(['yes'])
})

test('an outage is told once when it begins and once when it ends, not at each try', () => {
  const { log, lines } = opened('warn')
  const observe = logObserver(log)
  for (const tries of [1, 2, 3]) observe({ kind: 'waiting', partition: 0, system: 'redis', message: 'refused', tries })
  observe({ kind: 'waiting', partition: 1, system: 'redis', message: 'refused', tries: 1 })
  observe({ kind: 'resumed', partition: 0, system: 'redis', after: 900 })
  observe({ kind: 'waiting', partition: 0, system: 'redis', message: 'refused', tries: 1 })
  observe({ kind: 'committed', partition: 0, records: 1, out: 1, took: 1, stored: 1 })
  expect(lines().map(({ msg, partition }) => `${partition} ${msg}`)).toEqual([
    '0 redis cannot be reached: waiting, nothing is lost',
    '1 redis cannot be reached: waiting, nothing is lost',
    '0 redis answers again',
    '0 redis cannot be reached: waiting, nothing is lost',
  ])
})
