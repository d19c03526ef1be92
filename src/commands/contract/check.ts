import { Flags } from '@oclif/core'
import { checkContracts } from '../../cli/contract/check.ts'
import { FindingsCommand } from '../../cli/findings-command.ts'
import { dayFlag } from '../../cli/flags.ts'

export default class Check extends FindingsCommand {
  static override summary = 'Report contract changes that would break a producer or a consumer.'
  static override description =
    'Compares contracts, expectations, branch policies and waivers with those of a git ref, a folder or an archive, without checking anything out. Exit code 0: nothing found, 1: findings, 2: it could not be checked.'
  static override examples = [
    '$ dq contract check --against main',
    '$ dq contract check --against merge-base:origin/main --format github --format sarif=contracts.sarif',
    '$ dq contract check --staged',
    '$ dq contract check --against v2.0.0 --history "v*" --prove',
  ]
  static override flags = {
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

  async run(): Promise<void> {
    const { flags } = await this.parse(Check)
    const { findings, ...report } = await checkContracts(this.settings(flags), flags, (text) => this.logToStderr(text))
    this.report(findings, { ...report, format: flags.format })
  }
}
