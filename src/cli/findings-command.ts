import { DqError } from '../kernel/errors.ts'
import type { Finding } from '../kernel/finding.ts'
import { EXIT } from './failure.ts'
import { fromRepositoryRoot } from './report/from-root.ts'
import { type Output, outputFlag, writeReport } from './report/outputs.ts'
import { isFailure, type Report } from './report/report.ts'
import { RootCommand } from './root-command.ts'
import type { RuleText } from './rules.ts'

/** A command whose result is a list of findings: it speaks every format, several at once. */
export abstract class FindingsCommand extends RootCommand {
  static override baseFlags = {
    ...RootCommand.baseFlags,
    format: outputFlag,
  }

  /**
   * Reports findings and how much was looked at (singular noun → count), and ends with exit code 1 when one of them fails the check.
   * A check that looked at nothing has checked nothing: that is a failure.
   */
  protected async report(
    findings: readonly Finding[],
    { format, ...rest }: { readonly format: readonly Output[] } & Omit<Report, 'findings'>,
  ): Promise<void> {
    const report = { findings, ...rest }
    const nouns = Object.keys(report.looked)
    if (findings.length === 0 && nouns.every((noun) => report.looked[noun] === 0)) {
      throw new DqError(`nothing was checked: found no ${nouns.join(', no ')}`, {
        hint: 'check the folders in dq.yaml, and the names given on the command line',
      })
    }
    const rules = format.every((one) => WITHOUT_RULES.has(one.format)) ? undefined : await rulesById()
    const context = {
      version: this.config.version,
      rule: (id: string) => rules?.get(id),
      fromRoot: fromRepositoryRoot(process.cwd()),
    }
    writeReport(report, format, context, { log: (text) => this.log(text), env: process.env })
    if (findings.some((finding) => isFailure(finding, report.failOn))) this.exit(EXIT.findings)
  }
}

/** Formats that say nothing of a rule but its id. */
const WITHOUT_RULES: ReadonlySet<string> = new Set(['text', 'json', 'junit', 'gitlab'])

/** The texts of all rules come with the code of every check there is: loaded only for the formats that print them. */
async function rulesById(): Promise<ReadonlyMap<string, RuleText>> {
  const { allRules } = await import('./rules.ts')
  return new Map(allRules().map((rule) => [rule.id, rule]))
}
