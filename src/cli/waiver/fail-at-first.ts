import type { ReadWaivers } from '../../contracts/waivers/read-waivers.ts'
import type { Waiver } from '../../contracts/waivers/waiver.ts'
import { DqError } from '../../kernel/errors.ts'

/** The waivers, or a DqError at the first mistake in their file. */
export function failAtFirst({ waivers, findings }: ReadWaivers): readonly Waiver[] {
  const [first, ...others] = findings
  if (first === undefined) return waivers
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  throw new DqError(`the waivers have mistakes: ${first.message}${more}`, {
    at: first.at,
    ...(first.fix && { hint: first.fix }),
  })
}
