import type { WaiverEntry } from '../../contracts/waivers/waiver.ts'
import { DqError } from '../../kernel/errors.ts'
import { today } from '../contract/waivers-file.ts'
import { ruleNamed } from '../rules.ts'

/** The waiver that `dq waiver add` was asked for; an unknown rule and a day that has passed are refused. */
export function waiverOf(
  what: string,
  flags: {
    readonly at?: string | undefined
    readonly owner: string
    readonly reason: string
    readonly expires: string
  },
): WaiverEntry {
  const { at, owner, reason, expires } = flags
  if (expires < today())
    throw new DqError(`--expires ${expires} has passed already`, { hint: `today is ${today()}: name a later day` })
  const subject = /^[0-9a-f]{16}$/.test(what) ? { fingerprint: what } : { rule: ruleNamed(what).id }
  return { ...subject, ...(at !== undefined && { at }), owner, reason, expires }
}
