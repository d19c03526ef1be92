import { requireContracts } from '../../../contracts/repo/require.ts'
import { DqError } from '../../../kernel/errors.ts'
import { keyText } from '../../../lake/catalog/key.ts'
import type { GateVerdict } from '../../../quality/gate.ts'
import { loadSuites } from '../../../quality/load-suites.ts'
import { gateTables } from '../../quality/gate.ts'
import { exampleTexts, seenOf } from '../../report/quality/seen.ts'
import { contractFiles, suiteFiles } from '../../wiring.ts'
import { count, type Gate, type GateContext, worst } from './gate.ts'

/** The suites of the tables that come, and of those whose suites look at one of them, on the merged state. */
export const expectationsGate: Gate = {
  name: 'expectations',
  async judge(context, signal) {
    const tables = await judgedTables(context)
    const { verdicts } = await gateTables(context.settings, { tables, at: context.view, signal, alerts: false })
    const expectations = verdicts.reduce(
      (sum, one) => sum + ('result' in one ? (one.result?.results.length ?? 0) : 0),
      0,
    )
    return {
      verdict: tables.length === 0 ? 'pass' : worst(verdicts.map(({ kind }) => kind)),
      looked: `${count(expectations, 'expectation')} of ${count(tables.length, 'table')}`,
      // People know no hash of a commit that no branch has.
      reasons: verdicts.flatMap(reasonsOf).map((reason) => reason.replaceAll(context.view, 'the merged state')),
      notes: verdicts.flatMap((one) =>
        one.kind === 'pass' ? one.warnings.map((text) => `${one.table}: ${text}`) : [],
      ),
    }
  },
}

/** A table that is dropped is judged by those that look at it; one that nobody has made yet has no rows that could be wrong. */
async function judgedTables({ settings, tables, lake, view }: GateContext): Promise<readonly string[]> {
  const come = tables.filter(({ after }) => after !== undefined).map(({ planned }) => planned.table)
  const changed = new Set(tables.map(({ planned }) => planned.table))
  const contracts = await requireContracts(await contractFiles(settings))
  const { suites, findings } = await loadSuites(await suiteFiles(settings), contracts)
  const [first] = findings
  // One that cannot be read may be one that looks at these tables.
  if (first !== undefined)
    throw new DqError(`suites have mistakes (dq quality validate): ${first.message}`, { at: first.at })
  const looking = suites
    .filter(({ expectations }) => expectations.some(({ bound }) => bound.tables.some((name) => changed.has(name))))
    .map(({ contract, name }) => contract?.name ?? name)
    .filter((name) => !changed.has(name))
  const there = new Set((await lake.catalog.entries(view)).map(({ key }) => keyText(key)))
  return [...new Set([...come, ...looking.filter((name) => there.has(name))])].sort()
}

function reasonsOf(verdict: GateVerdict): readonly string[] {
  const { table } = verdict
  switch (verdict.kind) {
    case 'pass':
      return []
    case 'skipped':
      return [`${verdict.reason}: dq quality suggest draws a first one`]
    default:
      return verdict.reasons.map((reason) => `${table}: ${reason}${examplesOf(verdict, reason)}`)
  }
}

/** What was found in the rows, as the quality report shows it: personal values are masked there already. */
function examplesOf(verdict: Extract<GateVerdict, { kind: 'fail' | 'error' }>, reason: string): string {
  const one = verdict.result?.results.find(({ success, meta }) => !success && reason.startsWith(meta.words))
  const examples = one === undefined ? [] : exampleTexts(seenOf(one).examples)
  return examples.length === 0 ? '' : `, e.g. ${examples.join(', ')}`
}
