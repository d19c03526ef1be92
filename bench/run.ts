/*
 * `npm run bench [name …]`: runs bench/*.bench.ts and prints, for each measurement, the median and the rate, and what it is
 * against its peers in the same run. Absolute numbers depend on the machine and on what else it does; ratios much less so.
 */
import { globSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { textWidth } from '../src/cli/width.ts'
import type { Bench, Contender } from './bench.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '7' } },
})
const rounds = Math.max(3, Number(values.rounds))
const files = globSync('*.bench.ts', { cwd: import.meta.dirname }).sort()
const chosen = files.filter(
  (file) => positionals.length === 0 || positionals.some((name) => file.startsWith(`${name}.`)),
)
if (chosen.length === 0) {
  console.error(
    `no benchmark ${positionals.join(', ')}; there are: ${files.map((file) => file.replace('.bench.ts', '')).join(', ') || 'none yet'}`,
  )
  process.exit(1)
}

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, median of ${rounds} rounds after one to warm up`,
)
for (const file of chosen) {
  const { default: bench }: { default: Bench } = await import(`./${file}`)
  console.log(`\n${bench.name}`)
  try {
    await measure(bench)
  } finally {
    await bench.close?.()
  }
}

interface Sample {
  readonly items: number
  readonly cpu: number
  readonly wall: number
  readonly rss: number | undefined
}

/** Contenders take turns in every round, so that a slow moment of the machine hits all of them. CPU seconds are what to compare: wall time counts what else the machine does. */
async function measure({ contenders, unit }: Bench): Promise<void> {
  const samples = new Map<Contender, Sample[]>(contenders.map((contender) => [contender, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const contender of contenders) {
      globalThis.gc?.()
      const cpuBefore = process.cpuUsage()
      const start = performance.now()
      const work = await contender.run()
      const wall = (performance.now() - start) / 1000
      const { user, system } = process.cpuUsage(cpuBefore)
      const sample: Sample =
        typeof work === 'number'
          ? { items: work, cpu: (user + system) / 1e6, wall, rss: undefined }
          : { items: work.items, cpu: work.cpuSeconds, wall: work.wallSeconds ?? wall, rss: work.maxRssBytes }
      if (round > 0) samples.get(contender)?.push(sample)
    }
  }
  const medians = contenders.map((contender) => {
    const taken = samples.get(contender) ?? []
    return {
      items: taken[0]?.items ?? 0,
      cpu: median(taken.map(({ cpu }) => cpu)),
      wall: median(taken.map(({ wall }) => wall)),
      rss: median(taken.map(({ rss }) => rss ?? 0)),
    }
  })
  const width = Math.max(...contenders.map(({ name }) => textWidth(name)))
  console.log(`  ${''.padEnd(width)}      CPU s    wall s  ${`${unit}/CPU s`.padStart(14)}  ratio`)
  contenders.forEach(({ name }, i) => {
    const { items, cpu, wall, rss } = medians[i]!
    const rate = Math.round(items / cpu)
      .toLocaleString('en')
      .padStart(14)
    const memory = rss > 0 ? `  ${Math.round(rss / 2 ** 20)} MiB` : ''
    console.log(
      `  ${name.padEnd(width)}  ${cpu.toFixed(3).padStart(9)} ${wall.toFixed(3).padStart(9)}  ${rate}  ${(items / cpu / (medians[0]!.items / medians[0]!.cpu)).toFixed(2)}×${memory}`,
    )
  })
}

function median(sample: readonly number[]): number {
  const sorted = [...sample].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
