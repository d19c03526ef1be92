import { lintContracts } from '../../contracts/lint/lint-contracts.ts'
import { lintRules } from '../../contracts/lint/rules/index.ts'
import { applyWaivers, type Excused } from '../../contracts/waivers/apply-waivers.ts'
import type { Waiver } from '../../contracts/waivers/waiver.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { Settings } from '../config.ts'
import { lintSources } from '../contract/lint-sources.ts'
import { fileInWaivers, loadWaivers, today } from '../contract/waivers-file.ts'

/**
 * Takes out what waivers excuse. `check` and `lint` share one file, so each says only of its own waivers that they are
 * unused or expired; `mistakes` are those in the file.
 */
export async function excuse(
  settings: Settings,
  findings: readonly Finding[],
  { command, staged }: { readonly command: 'check' | 'lint'; readonly staged: boolean },
): Promise<Excused & { readonly mistakes: readonly Finding[] }> {
  const { waivers, findings: mistakes } = await loadWaivers(settings, staged)
  const owns = command === 'lint' ? isOfLint(findings) : await isOfCheck(settings, waivers, findings)
  return { ...applyWaivers(findings, waivers, { today: today(), fileOf: fileInWaivers(settings), owns }), mistakes }
}

const prints = (findings: readonly Finding[]): ReadonlySet<string | undefined> =>
  new Set(findings.map(({ fingerprint }) => fingerprint))

/** A fingerprint alone does not say whose it is: lint answers for those it finds. */
const isOfLint = (findings: readonly Finding[]): ((waiver: Waiver) => boolean) => {
  const found = prints(findings)
  return ({ rule, fingerprint }) => (rule === undefined ? found.has(fingerprint) : isLintRule(rule))
}

/** The rest is of check; lint is asked about fingerprints that nothing here has. */
async function isOfCheck(
  settings: Settings,
  waivers: readonly Waiver[],
  findings: readonly Finding[],
): Promise<(waiver: Waiver) => boolean> {
  const found = prints(findings)
  const isOpen = waivers.some(({ rule, fingerprint }) => rule === undefined && !found.has(fingerprint))
  const ofLint = isOpen ? prints((await lintContracts(await lintSources(settings))).findings) : new Set()
  return ({ rule, fingerprint }) =>
    rule === undefined ? found.has(fingerprint) || !ofLint.has(fingerprint) : !isLintRule(rule)
}

const isLintRule = (rule: string): boolean => lintRules.some(({ id }) => id === rule)
