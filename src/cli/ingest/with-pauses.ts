import { performance } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'
import type { IngestSource } from '../../pipelines/ingest/ports.ts'

const MILLIS = 50

/** A file is read, and what is known already passed over, without waiting for anything: signals are heard only where it lets go for a moment. */
export const withPauses = (source: IngestSource): IngestSource => ({
  ...source,
  async *read(from) {
    let last = performance.now()
    for await (const events of source.read(from)) {
      yield events
      if (performance.now() - last < MILLIS) continue
      await setImmediate()
      last = performance.now()
    }
  },
})
