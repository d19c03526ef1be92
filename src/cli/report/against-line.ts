import type { Finding } from '../../kernel/finding.ts'

/** `against: main (a1b2c3d), v1`, in a list; empty where one baseline was given, which the summary names. */
export const againstLine = ({ against = [] }: Pick<Finding, 'against'>): readonly string[] =>
  against.length === 0 ? [] : [`against: ${against.join(', ')}`]
