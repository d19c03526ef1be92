import type { Finding } from '../../kernel/finding.ts'
import { finding } from '../validate/rule.ts'
import expiredWaiver from './rules/expired-waiver.ts'
import unusedWaiver from './rules/unused-waiver.ts'
import { isExpired, type Waiver, waiverSubject } from './waiver.ts'

export interface Excused {
  /** What no waiver excuses. */
  readonly left: readonly Finding[]
  /** What is wrong with the waivers: they expired, or nothing needs them. */
  readonly faults: readonly Finding[]
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[]
}

/**
 * Takes out the findings that a waiver excuses. An expired waiver excuses nothing and is an error of its own; one that matches
 * nothing is a warning. `today` is a day `YYYY-MM-DD`; `fileOf` gives a finding's file as waivers name files; `owns` says of
 * which waivers these findings are, so that it can be known whether they are used.
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  {
    today,
    fileOf,
    owns = () => true,
  }: {
    readonly today: string
    readonly fileOf: (file: string) => string
    readonly owns?: (waiver: Waiver) => boolean
  },
): Excused {
  const used = new Set<Waiver>()
  const left: Finding[] = []
  const waived: { finding: Finding; waiver: Waiver }[] = []
  for (const found of findings) {
    const matching = waivers.filter((waiver) => matches(waiver, found, fileOf))
    for (const waiver of matching) used.add(waiver)
    const valid = matching.find((waiver) => !isExpired(waiver, today))
    if (valid === undefined) left.push(found)
    else waived.push({ finding: found, waiver: valid })
  }
  const own = waivers.filter(owns)
  return { left, faults: own.flatMap((waiver) => faultOf(waiver, used.has(waiver), today)), waived }
}

function faultOf(waiver: Waiver, isUsed: boolean, today: string): Finding[] {
  const subject = waiverSubject(waiver)
  if (isExpired(waiver, today)) {
    const message = `the waiver of ${subject} expired on ${waiver.expires}`
    const fix = isUsed
      ? `mend what it excused, or ask ${waiver.owner} for a new date`
      : 'remove it: nothing needs it any more'
    return [finding(expiredWaiver, { at: waiver.place, message, fix })]
  }
  return isUsed ? [] : [finding(unusedWaiver, { at: waiver.place, message: `nothing needs the waiver of ${subject}` })]
}

function matches({ fingerprint, rule, at }: Waiver, found: Finding, fileOf: (file: string) => string): boolean {
  if (fingerprint !== undefined && fingerprint !== found.fingerprint) return false
  if (rule !== undefined && rule !== found.rule) return false
  if (at === undefined) return true
  const file = fileOf(found.at.file)
  const place = at.replace(/^\.\//, '').replace(/\/$/, '')
  return file === place || file.startsWith(`${place}/`)
}
