import { checkAgainst } from '../../contracts/baseline/check-against.ts'
import { judge } from '../../contracts/check/judge.ts'
import { applyWaivers } from '../../contracts/waivers/apply-waivers.ts'
import type { WaiverEntry } from '../../contracts/waivers/waiver.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { Settings } from '../config.ts'
import type { FailOn, Report } from '../report/report.ts'
import { contractBaseline, currentContracts, headOf } from '../wiring.ts'
import { knownImpact } from './known-impact.ts'
import { fileInWaivers, loadWaivers, today, writeWaivers } from './waivers-file.ts'

export interface CheckFlags {
  readonly against?: readonly string[] | undefined
  readonly staged: boolean
  readonly 'fail-on': FailOn
  readonly 'write-baseline': boolean
  readonly owner?: string | undefined
  readonly reason?: string | undefined
  readonly expires?: string | undefined
}

/** How long an adopted repo has to mend what was found in it. */
const ADOPTED_DAYS = 90

/** Compares, judges and excuses; `say` tells what was written. */
export async function checkContracts(
  settings: Settings,
  flags: CheckFlags,
  say: (text: string) => void,
): Promise<Report> {
  const current = await currentContracts(settings, flags.staged)
  const checked = await checkAgainst(current, await baselines(settings, flags), async (changes, sides) => {
    // Who uses what changed, from files alone: it names users in findings, and severity may follow.
    const { findings, ...impact } = await knownImpact(settings, changes)
    return [...judge(changes, { ...sides, ...impact, today: today() }), ...findings]
  })
  const { waivers, findings: mistakes } = await loadWaivers(settings, flags.staged)
  const options = { today: today(), fileOf: fileInWaivers(settings) }
  let excused = applyWaivers(checked.findings, waivers, options)
  if (flags['write-baseline']) {
    const entries = adopted(
      checked.findings.filter((found) => excused.findings.includes(found)),
      flags,
    )
    if (entries.length > 0) say(`wrote ${entries.length} waivers to ${writeWaivers(settings, entries)}`)
    excused = applyWaivers(checked.findings, (await loadWaivers(settings)).waivers, options)
  }
  return {
    findings: [...mistakes, ...excused.findings],
    waived: excused.waived,
    looked: { contract: checked.contracts },
    against: checked.against,
    failOn: flags['fail-on'],
  }
}

async function baselines(settings: Settings, { against = [], staged }: CheckFlags) {
  if (against.length > 0) return Promise.all(against.map((text) => contractBaseline(settings, text)))
  if (staged) return [await headOf(settings)]
  throw new DqError('nothing says what to compare with', {
    hint: 'give --against <branch, tag, commit, folder or archive>, e.g. --against main, or --staged',
  })
}

/** A waiver for everything that has a fingerprint; what has none (a mistake in a file) has to be mended. */
function adopted(findings: readonly Finding[], { owner, reason, expires }: CheckFlags): readonly WaiverEntry[] {
  return findings.flatMap(({ rule, fingerprint }) =>
    fingerprint === undefined
      ? []
      : [
          {
            rule,
            fingerprint,
            owner: owner ?? 'unassigned',
            reason: reason ?? `Found when dq was adopted on ${today()}`,
            expires: expires ?? today(ADOPTED_DAYS),
          },
        ],
  )
}
