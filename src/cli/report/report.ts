import type { Finding } from '../../kernel/finding.ts'

/** What a check found, and how much it looked at: singular noun → how many, e.g. `{ contract: 9, example: 120 }`. */
export interface Report {
  readonly findings: readonly Finding[]
  readonly looked: { readonly [noun: string]: number }
}

/** The whole report as text, without a final line break. */
export type Reporter = (report: Report) => string

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
