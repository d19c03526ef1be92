import { z } from 'zod'
import type { Place } from '../../kernel/finding.ts'

/** The file beside dq.yaml that holds the waivers. */
export const WAIVERS_FILE = 'waivers.yaml'

/** One entry as people write it. */
export const waiverEntry = z
  .strictObject({
    /** The finding as reports name it; the same in every commit in which the same is found. */
    fingerprint: z
      .string('put it in quotes, or YAML reads a number')
      .regex(/^[0-9a-f]{16}$/, 'sixteen hexadecimal digits, as reports show them')
      .optional(),
    /** Id of the rule that is excused. */
    rule: z.string().min(1).optional(),
    /** Where: a file or a folder, relative to this file. */
    at: z.string().min(1).optional(),
    owner: z.string().min(1),
    reason: z.string().min(1),
    /** The last day on which it holds. */
    expires: z.iso.date('a day such as 2027-03-31'),
  })
  .refine(({ fingerprint, rule }) => fingerprint !== undefined || rule !== undefined, {
    message: 'a waiver names a fingerprint, or a rule',
  })

export type WaiverEntry = z.infer<typeof waiverEntry>

/** A reviewed exception: to one finding, or to one rule, everywhere or at one place. */
export interface Waiver extends WaiverEntry {
  /** Where it is written. */
  readonly place: Place
}

/** What it excuses, in short: `field-removed at contracts/events`, or the fingerprint. */
export const waiverSubject = ({ fingerprint, rule, at }: WaiverEntry): string =>
  [
    fingerprint ?? rule,
    ...(fingerprint !== undefined && rule !== undefined ? [`(${rule})`] : []),
    ...(at === undefined ? [] : [`at ${at}`]),
  ].join(' ')

/** A day is `YYYY-MM-DD`, so that days compare as texts. */
export const isExpired = ({ expires }: WaiverEntry, today: string): boolean => expires < today
