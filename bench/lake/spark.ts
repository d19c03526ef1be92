import { fileURLToPath } from 'node:url'
import { fetchFiles } from '../../src/adapters/stack/processes/downloads/cache.ts'
import { bundleOf } from '../../src/adapters/stack/processes/downloads/lock.ts'
import { javaOf } from '../../src/adapters/stack/processes/jdk.ts'
import { type PythonPeer, pythonWith, startPeer } from '../../test/python-peer.ts'
import type { Contender } from '../bench.ts'

const PYSPARK = '3.5.9'

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
  const say = (text: string) => console.error(`spark: ${text}`)
  const cache = `${cacheDir}/stack`
  const jar = (await fetchFiles(cache, bundleOf('spark').files, say)).find((path) => path.includes('iceberg-spark'))
  const java = await javaOf(cache, new Map([['jdk21', await fetchFiles(cache, bundleOf('jdk21').files, say)]]), say)
  const python = pythonWith(cacheDir, `pyspark-${PYSPARK}`, [`pyspark==${PYSPARK}`, 'py4j==0.10.9.9'])
  const start = (): PythonPeer =>
    startPeer(python, [fileURLToPath(new URL('spark.py', import.meta.url)), jar ?? '', file, `file://${warehouse}`], {
      JAVA_HOME: (java ?? '').replace(/\/bin\/java$/, ''),
      SPARK_LOCAL_IP: '127.0.0.1',
      TZ: 'UTC',
    })
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
