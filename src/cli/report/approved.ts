import { identityText } from '../../contracts/policies/identity.ts'
import type { Approved } from '../policy/approve.ts'
import { paint } from '../style.ts'

/** What was approved, by whom, what that proves, and until when it holds. */
export function approvedText({ file, approval, isSigned, validFor, refused }: Approved): string {
  const { plan, from, to, by } = approval
  const what = `plan ${plan.slice(0, 12)} (${from.branch} ${from.hash.slice(0, 12)} → ${to.branch} ${to.hash.slice(0, 12)})`
  if (refused !== undefined) return `${paint('red', 'refused')}: ${identityText(by)} on ${what}: ${refused}`
  const proof = isSigned
    ? 'signed'
    : by.source === 'git'
      ? 'not signed: a claim of git config'
      : 'not signed: as CI says'
  return [
    `${paint('green', 'approved')}: ${what}`,
    `  by     ${identityText(by)}, ${proof}`,
    `  until  either branch moves, for ${validFor} at most`,
    `  in     ${file}`,
  ].join('\n')
}
