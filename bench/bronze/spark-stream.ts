import type { Contender } from '../bench.ts'
import { pyspark } from '../spark/session.ts'
import { type Tally, tallySql } from './tally.ts'

interface Answer {
  readonly cpu: number
  readonly wall: number
  readonly rss: number
  readonly files: number
  readonly tally: Tally
}

export interface StreamOptions {
  readonly cacheDir: string
  readonly warehouse: string
  readonly bootstrap: string
  readonly topic: string
  /** The file with the schema that records are written by. */
  readonly schema: string
  readonly count: number
  /** Told what a run has made; throws where it is not what it should be. */
  readonly check: (tally: Tally) => void
}

/** PySpark's structured streaming on local[2], in one session that has done the same before. Throws when the machine lacks what it needs. */
export async function sparkStream(
  options: StreamOptions,
): Promise<{ readonly contender: Contender; close(): Promise<void> }> {
  const start = await pyspark(options.cacheDir, options.warehouse, 'sparkKafka')
  const { bootstrap, topic, schema } = options
  const session = start(new URL('spark-stream.py', import.meta.url), bootstrap, topic, schema)
  const run = () => session.ask<Answer>({ tally: tallySql('TABLE', 'unix_micros') })
  const first = await run()
  console.log(
    `  PySpark's first run in its session: ${first.cpu.toFixed(2)} CPU s, ${first.wall.toFixed(2)} s, ${first.files} files`,
  )
  return {
    contender: {
      name: 'PySpark 3.5.9 local[2], a session that has run before: no contract',
      async run() {
        const { cpu, wall, rss, tally } = await run()
        options.check(tally)
        return { items: options.count, cpuSeconds: cpu, wallSeconds: wall, maxRssBytes: rss }
      },
    },
    close: () => session.end(),
  }
}
