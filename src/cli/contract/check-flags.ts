import { Flags } from '@oclif/core'
import { dayFlag } from '../flags.ts'

/** Flags of `dq contract check`. */
export const checkFlags = {
  against: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'baseline',
    summary:
      'Branch, remote branch, tag, commit, merge-base:<ref>, <ref>:<folder>, a folder (./x), a .tar, .tgz, .zip, or registry:<env>. May be given again.',
  }),
  staged: Flags.boolean({ summary: 'Judge what is staged, not the work tree; against HEAD unless told otherwise.' }),
  history: Flags.string({
    helpValue: 'pattern',
    summary:
      'Git tags that transitive levels look back to, e.g. "v*", or none. Default: history in dq.yaml, else every tag the baseline contains.',
  }),
  prove: Flags.boolean({
    summary: 'Also write random data with one schema and read them with the other, in a real decoder.',
  }),
  seed: Flags.integer({
    dependsOn: ['prove'],
    summary: 'Of the random data, default 1: the same seed gives the same data.',
  }),
  'fail-on': Flags.option({ options: ['error', 'warning'] as const, default: 'error' as const })({
    summary: 'From which severity on the exit code is 1.',
  }),
  'write-baseline': Flags.boolean({ summary: 'Adopt an old repo: write a waiver for everything found.' }),
  owner: Flags.string({ dependsOn: ['write-baseline'], summary: 'Who answers for these waivers.' }),
  reason: Flags.string({ dependsOn: ['write-baseline'], summary: 'Why they are there.' }),
  expires: dayFlag({ dependsOn: ['write-baseline'], summary: 'Their last day; default in 90 days.' }),
}
