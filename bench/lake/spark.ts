import type { PythonPeer } from '../../test/python-peer.ts'
import type { Contender } from '../bench.ts'
import { pyspark } from '../spark/session.ts'

interface Answer {
  readonly rows: number
  /** Of Python and the JVM, since they began. */
  readonly cpu: number
  readonly rss: number
}

/**
 * PySpark on local[2]: a session of its own for each append, and one that has appended before. Files on the disk, no Nessie: less work than
 * with a catalog on a server. Throws when the machine lacks what it needs.
 */
export async function sparkContenders(
  cacheDir: string,
  file: string,
  warehouse: string,
): Promise<{ readonly contenders: readonly Contender[]; close(): Promise<void> }> {
  const session = await pyspark(cacheDir, warehouse)
  const start = (): PythonPeer => session(new URL('spark.py', import.meta.url), file)
  let warm: PythonPeer | undefined
  const contenders: Contender[] = [
    {
      name: 'PySpark 3.5.9 local[2], a new session',
      async run() {
        const began = performance.now()
        const session = start()
        const { rows, cpu, rss } = await session.ask<Answer>({})
        const wallSeconds = (performance.now() - began) / 1000
        await session.end()
        return { items: rows, cpuSeconds: cpu, wallSeconds, maxRssBytes: rss }
      },
    },
    {
      name: 'PySpark 3.5.9 local[2], one session',
      async run() {
        warm ??= start()
        // What a first append costs more than a later one is the other contender's.
        const before = await warm.ask<Answer>({})
        const began = performance.now()
        const { rows, cpu, rss } = await warm.ask<Answer>({})
        const wallSeconds = (performance.now() - began) / 1000
        return { items: rows, cpuSeconds: cpu - before.cpu, wallSeconds, maxRssBytes: rss }
      },
    },
  ]
  return { contenders, close: async () => warm?.end() }
}
