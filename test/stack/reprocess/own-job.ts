import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repo } from '../../built.ts'

const jobs = join(repo, 'src/pipelines/jobs')

type Replacement = readonly [from: string, to: string]

/** Replaces texts that stand there exactly once. */
function replaced(text: string, replacements: readonly Replacement[]): string {
  let now = text
  for (const [from, to] of replacements) {
    if (now.split(from).length !== 2) throw new Error(`"${from}" does not stand there once`)
    now = now.replace(from, () => to)
  }
  return now
}

const weight = (rules: string, rule: string, now: string): Replacement => {
  const [found = ''] = new RegExp(`name: ${rule}\\n.*\\n {4}weight: [\\d.]+`).exec(rules) ?? []
  return [found, found.replace(/[\d.]+$/, now)]
}

/**
 * The fraud enricher as a job of a repo's own. `right` reports every large order without a cart. `wrong`, which came before it, misses those, raises
 * others in vain, scores some otherwise, and counts the wrong events in a feature.
 */
export function writeOwnJob(folder: string, which: 'right' | 'wrong'): void {
  mkdirSync(folder, { recursive: true })
  const source = readFileSync(join(jobs, 'fraud-enricher.ts'), 'utf8').replaceAll(
    "from '../",
    `from '${join(repo, 'src/pipelines')}/`,
  )
  const rules = readFileSync(join(jobs, 'fraud-rules.yaml'), 'utf8')
  const [code, weights] =
    which === 'right'
      ? [source, replaced(rules, [weight(rules, 'no-cart', '0.60')])]
      : [
          replaced(source, [['carts: measures.carts,', 'carts: measures.payments,']]),
          replaced(rules, [weight(rules, 'rapid-checkout', '0.65'), ['threshold: 0.60', 'threshold: 0.55']]),
        ]
  writeFileSync(join(folder, 'fraud-enricher.ts'), code)
  writeFileSync(join(folder, 'fraud-rules.yaml'), weights)
}
