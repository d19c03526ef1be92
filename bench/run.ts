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
  await measure(bench)
}

/** Contenders take turns in every round, so that a slow moment of the machine hits all of them. */
async function measure({ contenders, unit }: Bench): Promise<void> {
  const seconds = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]))
  let items = 0
  for (let round = 0; round <= rounds; round++) {
    for (const contender of contenders) {
      globalThis.gc?.()
      const start = performance.now()
      items = await contender.run()
      if (round > 0) seconds.get(contender)?.push((performance.now() - start) / 1000)
    }
  }
  const medians = contenders.map((contender) => median(seconds.get(contender) ?? []))
  const width = Math.max(...contenders.map(({ name }) => textWidth(name)))
  contenders.forEach(({ name }, i) => {
    const rate = items / (medians[i] ?? 1)
    const ratio = (medians[0] ?? 1) / (medians[i] ?? 1)
    const ms = ((medians[i] ?? 0) * 1000).toFixed(1).padStart(9)
    console.log(
      `  ${name.padEnd(width)}  ${ms} ms  ${Math.round(rate).toLocaleString('en').padStart(12)} ${unit}/s  ${ratio.toFixed(2)}×`,
    )
  })
}

function median(sample: readonly number[]): number {
  const sorted = [...sample].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
