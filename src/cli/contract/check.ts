import { checkAgainst } from '../../contracts/baseline/check-against.ts'
import { judge } from '../../contracts/check/judge.ts'
import { planGate } from '../../contracts/evolve/plan-gate.ts'
import { NOBODY } from '../../contracts/impact/usage-index.ts'
import type { Settings } from '../config.ts'
import { checkUse } from '../consumers/consumed.ts'
import { leanHeap } from '../lean-heap.ts'
import { repoFiles } from '../repo-files.ts'
import type { FailOn, Report } from '../report/report.ts'
import { excuse } from '../waiver/excuse.ts'
import { currentBeside, currentContracts } from '../wiring.ts'
import { type AdoptFlags, adopted } from './adopt.ts'
import { type BaselineFlags, baselinesOf } from './baselines.ts'
import { changeSources } from './change-sources.ts'
import { plansBehind } from './evolve.ts'
import { knownImpact } from './known-impact.ts'
import { loadPlans } from './plans-file.ts'
import { type ProveFlags, proving } from './prove.ts'
import { today, writeWaivers } from './waivers-file.ts'

export interface CheckFlags extends BaselineFlags, AdoptFlags, ProveFlags {
  readonly 'fail-on': FailOn
  readonly 'write-baseline': boolean
}

/** Compares, judges and excuses; `say` tells what was written. */
export async function checkContracts(
  settings: Settings,
  flags: CheckFlags,
  say: (text: string) => void,
): Promise<Report> {
  leanHeap()
  const baselines = await baselinesOf(settings, flags)
  const current = await currentContracts(settings, flags.staged)
  const others = { sources: changeSources(settings), beside: await currentBeside(settings, flags.staged) }
  const proof = await proving(flags)
  const files = await repoFiles(settings, flags.staged)
  const plans = await loadPlans(settings, files)
  const checked = await checkAgainst(
    current,
    baselines,
    async (changes, sides) => {
      // Who uses what changed, from files alone: it names users in findings, and severity may follow.
      const { findings, index = NOBODY, ...impact } = await knownImpact(settings, changes, files)
      const { isPlanned, ...planned } = planGate(plans.plans, changes, sides.before, index, today())
      const judged = judge(changes, { ...sides, ...impact, ...proof.options, isPlanned, today: today() })
      return [...judged, ...planned.findings, ...findings]
    },
    others,
  )
  // What others declare that they use of this repo, and this repo of others.
  const use = await checkUse(settings, { files, staged: flags.staged })
  const found = [
    ...checked.findings,
    ...use.findings,
    ...plans.findings,
    ...(await plansBehind(settings, plans.plans, files)),
  ]
  let excused = await excuse(settings, found, { command: 'check', staged: flags.staged })
  if (flags['write-baseline']) {
    const entries = adopted(excused.left, flags)
    if (entries.length > 0) say(`wrote ${entries.length} waivers to ${writeWaivers(settings, entries)}`)
    excused = await excuse(settings, found, { command: 'check', staged: false })
  }
  return {
    findings: [...excused.mistakes, ...excused.left, ...excused.faults],
    waived: excused.waived,
    looked: { contract: checked.contracts, ...checked.looked, ...proof.looked(), ...use.looked },
    against: checked.against,
    failOn: flags['fail-on'],
  }
}
