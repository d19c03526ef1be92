import type { Change } from '../../contracts/diff/change.ts'
import type { ContractFiles, SourceChanges } from '../../contracts/ports.ts'
import type { Located } from '../../contracts/repo/located.ts'
import { readText, shownPath } from '../../contracts/repo/read-text.ts'
import { parseShape } from '../../contracts/repo/shape-findings.ts'
import { readYaml } from '../../contracts/repo/yaml-file.ts'
import type { Finding, Place } from '../../kernel/finding.ts'
import { tableOf } from '../load-suites.ts'
import { ExpectationSuite, OwnPart } from '../suite.ts'
import { fillParameters } from '../suite-parameters.ts'
import { compareExpectations, type Kept } from './compare-expectations.ts'

/** What suites of these files, named after their tables, ask less or more than before. A suite that moved is still the same. */
export async function suiteChanges(before: ContractFiles, after: ContractFiles): Promise<SourceChanges> {
  const [old, now] = [await readSuites(before), await readSuites(after)]
  const tables = [...new Set([...old.suites.keys(), ...now.suites.keys()])]
  const changes = tables.flatMap((table) => {
    // A suite with a mistake, on either side, says nothing of what it asks: the mistake is told.
    if (old.broken.has(table) || now.broken.has(table)) return []
    return changesOf(table, old.suites.get(table), now.suites.get(table))
  })
  return { changes, mistakes: now.findings, oldMistakes: old.findings }
}

interface Suite {
  readonly at: Place
  readonly expectations: readonly Kept[]
}

function changesOf(table: string, old: Suite | undefined, now: Suite | undefined): readonly Change[] {
  const base = { of: table, path: '' }
  const what = (suite: Suite) => `suite (${suite.expectations.length} in all)`
  if (now === undefined && old !== undefined)
    return [{ kind: 'expectation-removed', ...base, before: old.at, what: what(old) }]
  if (old === undefined && now !== undefined)
    return [{ kind: 'expectation-added', ...base, after: now.at, what: what(now) }]
  return compareExpectations(table, old?.expectations ?? [], now?.expectations ?? [])
}

interface Read {
  readonly suites: ReadonlyMap<string, Suite>
  /** Tables of suites with mistakes. */
  readonly broken: ReadonlySet<string>
  readonly findings: readonly Finding[]
}

async function readSuites(files: ContractFiles): Promise<Read> {
  const suites = new Map<string, Suite>()
  const broken = new Set<string>()
  const findings: Finding[] = []
  for (const path of await files.list()) {
    if (!/\.(json|ya?ml)$/.test(path)) continue
    const read = await readText(files, path)
    const found: ReadOne = 'finding' in read ? { findings: [read.finding] } : readOne(shownPath(files, path), read.text)
    findings.push(...found.findings)
    if (found.suite === undefined) broken.add(tableOf(path))
    else suites.set(tableOf(path), found.suite)
  }
  return { suites, broken, findings }
}

interface ReadOne {
  /** Absent when anything is wrong. */
  readonly suite?: Suite
  readonly findings: readonly Finding[]
}

/** The suite as it is written, its own parameters filled in: what is expected of it is checked by `dq quality validate`. */
function readOne(file: string, text: string): ReadOne {
  const { yaml, findings } = readYaml(file, text)
  if (yaml === undefined) return { findings }
  const shape = parseShape(ExpectationSuite, yaml)
  if (shape.value === undefined) return { findings: shape.findings }
  const parameters = fillParameters(yaml, shape.value.suite_parameters ?? {})
  const filled: Located = { ...yaml, value: parameters.value }
  const meta = (shape.value.meta ?? {}) as { readonly dq?: unknown }
  const own = meta.dq === undefined ? undefined : parseShape(OwnPart, filled, { base: ['meta', 'dq'] })
  const whole = parseShape(ExpectationSuite, filled)
  const mistakes = [...whole.findings, ...(own?.findings ?? [])]
  if (mistakes.length > 0 || whole.value === undefined) return { findings: mistakes }
  const kept = (list: typeof whole.value.expectations, base: readonly (string | number)[]): Kept[] =>
    list.map(({ type, kwargs, severity, id }, i) => ({
      type,
      kwargs,
      severity: severity ?? 'critical',
      id: id ?? undefined,
      at: yaml.at([...base, i]),
    }))
  const expectations = [
    ...kept(whole.value.expectations, ['expectations']),
    ...kept(own?.value?.expectations ?? [], ['meta', 'dq', 'expectations']),
  ]
  return { suite: { at: yaml.at([]), expectations }, findings: [] }
}
