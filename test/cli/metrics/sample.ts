import { type LiveMetrics, liveMetrics, type Progress } from '../../../src/cli/metrics.ts'

const NOW = 1_700_000_000_000

export const sampleMetrics = (): LiveMetrics =>
  liveMetrics({
    job: 'fraud-enricher',
    pipeline: 'dq.fraud-enricher',
    inputs: ['order.created', 'payment.authorized'],
    version: '0.1.0',
    now: () => NOW,
  })

export const progress: Progress = {
  counts: {
    in: [7, 5],
    taken: 9,
    late: 1,
    duplicates: 1,
    afterUntil: 0,
    windows: 3,
    out: new Map([['fraud.alert', 2]]),
    deadLetters: new Map([
      ['drift', 1],
      ['a "quoted"\\ reason\n', 2],
    ]),
  },
  tasks: [
    {
      partition: 0,
      phase: 'running',
      committedAt: NOW - 1500,
      lag: [4, 0],
      watermark: NOW - 30_000,
      stateEntries: 12,
      counts: {} as never,
    },
    {
      partition: 2,
      phase: 'waiting',
      committedAt: undefined,
      lag: [1, 2],
      watermark: undefined,
      stateEntries: undefined,
      counts: {} as never,
    },
  ],
}
