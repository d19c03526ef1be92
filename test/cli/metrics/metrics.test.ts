import { expect, test } from 'vitest'
import { serveMetrics } from '../../../src/adapters/metrics/http.ts'
import { CONTENT_TYPE } from '../../../src/cli/metrics-text.ts'
import { progress, sampleMetrics } from './sample.ts'

const OWN = 'job_name="fraud-enricher",pipeline="dq.fraud-enricher"'

test('what a worker has come to is told as counters and gauges', () => {
  const lines = sampleMetrics().text(progress).split('\n')
  // biome-ignore format: one row a sample
  const expected = [
    `dq_records_in_total{${OWN},topic="order.created"} 7`,
    `dq_records_in_total{${OWN},topic="payment.authorized"} 5`,
    `dq_records_out_total{${OWN},output="fraud.alert"} 2`,
    `dq_late_records_total{${OWN}} 1`,
    `dq_dead_letters_total{${OWN},reason="drift"} 1`,
    `dq_dead_letters_total{${OWN},reason="a \\"quoted\\"\\\\ reason\\n"} 2`,
    `dq_lag_records{${OWN},topic="order.created",partition="0"} 4`,
    `dq_lag_records{${OWN},topic="payment.authorized",partition="2"} 2`,
    `dq_watermark_delay_seconds{${OWN},partition="0"} 30`,
    `dq_checkpoint_age_seconds{${OWN},partition="0"} 1.5`,
    `dq_tasks{${OWN},phase="running"} 1`,
    `dq_tasks{${OWN},phase="waiting"} 1`,
  ]
  expect(lines.filter((line) => expected.includes(line)).sort()).toEqual(expected.sort())
  expect(lines.some((line) => line.startsWith('dq_checkpoint_age_seconds') && line.includes('partition="2"'))).toBe(
    false,
  )
})

test('what happened on the way is told: commits in buckets, outages, restarts', () => {
  const metrics = sampleMetrics()
  for (const stored of [0, 3, 3, 700])
    metrics.observe({ kind: 'committed', partition: 0, records: 1, out: 1, took: stored + 4, stored })
  metrics.observe({ kind: 'waiting', partition: 0, system: 'redis', message: 'gone', tries: 1 })
  metrics.observe({ kind: 'waiting', partition: 0, system: 'redis', message: 'gone', tries: 2 })
  metrics.observe({ kind: 'restarted', partition: 0, reason: 'fenced' })
  metrics.observe({ kind: 'gone', partition: 0, topic: 'order.created', from: 10, next: 15 })
  const text = metrics.text(progress)
  // 0 s, 0.003 s twice, 0.7 s.
  for (const [le, count] of [
    ['0.001', 1],
    ['0.0025', 1],
    ['0.005', 3],
    ['0.5', 3],
    ['1', 4],
    ['+Inf', 4],
  ])
    expect(text).toContain(`dq_sink_seconds_bucket{${OWN},le="${le}"} ${count}\n`)
  expect(text).toContain(`dq_sink_seconds_count{${OWN}} 4\n`)
  expect(text).toContain(`dq_waiting_tasks{${OWN},system="redis"} 1\n`)
  expect(text).toContain(`dq_task_restarts_total{${OWN}} 1\n`)
  expect(text).toContain(`dq_state_entries{${OWN},partition="0"} 12\n`)
  expect(text).toContain(`dq_lost_records_total{${OWN}} 5\n`)
  metrics.observe({ kind: 'resumed', partition: 0, system: 'redis', after: 9 })
  expect(metrics.text(progress)).toContain(`dq_waiting_tasks{${OWN},system="redis"} 0\n`)
})

test('before the first assignment there is something to scrape too', () => {
  expect(sampleMetrics().text(undefined)).toContain(`dq_records_in_total{${OWN},topic="order.created"} 0\n`)
})

test('they are served over HTTP, beside a sign of life, and nothing else is', async () => {
  const served = await serveMetrics({ port: 0, host: '127.0.0.1', contentType: CONTENT_TYPE }, () =>
    sampleMetrics().text(progress),
  )
  const get = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${served.port}${path}`, { method })
  const response = await get('/metrics')
  expect([response.status, response.headers.get('content-type')]).toEqual([200, CONTENT_TYPE])
  expect(await response.text()).toContain('# TYPE dq_records_in_total counter\n')
  expect((await get('/healthz')).status).toBe(200)
  expect((await get('/')).status).toBe(404)
  expect((await get('/metrics', 'POST')).status).toBe(404)
  const again = serveMetrics({ port: served.port, host: '127.0.0.1', contentType: CONTENT_TYPE }, () => '')
  await expect(again).rejects.toThrow(/metrics cannot be served at port \d+: .*EADDRINUSE/)
  await served.close()
})
