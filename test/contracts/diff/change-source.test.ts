import { expect, test } from 'vitest'
import { judge } from '../../../src/contracts/check/judge.ts'
import type { Change } from '../../../src/contracts/diff/change.ts'
import { describeChange } from '../../../src/contracts/diff/describe.ts'
import { diffContracts } from '../../../src/contracts/diff/diff-contracts.ts'
import type { ChangeSource, ContractFiles } from '../../../src/contracts/ports.ts'
import { shownPath } from '../../../src/contracts/repo/read-text.ts'
import { readYaml } from '../../../src/contracts/repo/yaml-file.ts'
import { formatPlace } from '../../../src/kernel/finding.ts'
import { memoryFiles } from '../memory-files.ts'
import { BASE, contractsOf, setting } from './repo.ts'

/*
 * Stand-ins for the work that brings suites, branch policies and waivers: small formats of this test, read by sources
 * that know nothing of contracts. They show that the port carries what those will have to say.
 */
async function yamlIn(files: ContractFiles, path: string) {
  if (!(await files.list()).includes(path)) return undefined
  return readYaml(shownPath(files, path), new TextDecoder().decode(await files.read(path))).yaml
}

const at = (yaml: Awaited<ReturnType<typeof yamlIn>>, side: 'before' | 'after', path: (string | number)[]) =>
  yaml === undefined ? {} : { [side]: yaml.at(path) }

/** `<table>.yaml`: column → { type, mostly }. */
const suites: ChangeSource = {
  from: 'repo',
  paths: ['expectations'],
  async changesBetween(before, after) {
    const changes: Change[] = []
    for (const path of await before.list()) {
      const [old, now] = [await yamlIn(before, path), await yamlIn(after, path)]
      const of = path.replace('.yaml', '')
      const then = (now?.value ?? {}) as Record<string, { type: string; mostly: number }>
      for (const [column, { type, mostly }] of Object.entries((old?.value ?? {}) as typeof then)) {
        const base = { of, path: column, what: type, ...at(old, 'before', [column]), ...at(now, 'after', [column]) }
        const kept = then[column]
        if (kept === undefined) changes.push({ kind: 'expectation-removed', ...base })
        else if (kept.mostly < mostly)
          changes.push({ kind: 'expectation-loosened', ...base, from: `${mostly}`, to: `${kept.mostly}` })
      }
    }
    return { changes, mistakes: [], oldMistakes: [] }
  },
}

/** `policy.yaml`: { gates, actors, paths }, each a list of names; `waivers.yaml`: rule → last day. */
const policies: ChangeSource = {
  from: 'repo',
  paths: ['governance'],
  async changesBetween(before, after) {
    const [old, now] = [await yamlIn(before, 'policy.yaml'), await yamlIn(after, 'policy.yaml')]
    const lists = (yaml: typeof old) => (yaml?.value ?? {}) as Record<'gates' | 'actors' | 'paths', string[]>
    const gone = lists(old).gates.filter((gate) => !lists(now).gates.includes(gate))
    const added = (name: 'actors' | 'paths') => lists(now)[name].filter((item) => !lists(old)[name].includes(item))
    const base = { of: 'policy', path: '', ...at(old, 'before', []), ...at(now, 'after', []) }
    const waivers = [await yamlIn(before, 'waivers.yaml'), await yamlIn(after, 'waivers.yaml')] as const
    const days = (yaml: typeof old) => Object.entries((yaml?.value ?? {}) as Record<string, string>)
    const extended = days(waivers[1]).flatMap(([rule, to]) => {
      const from = Object.fromEntries(days(waivers[0]))[rule]
      return from !== undefined && to > from ? [{ rule, from, to }] : []
    })
    const changes = [
      ...gone.map((what): Change => ({ kind: 'gate-removed', ...base, what })),
      ...added('actors').map((what): Change => ({ kind: 'actor-added', ...base, what })),
      ...added('paths').map((what): Change => ({ kind: 'path-added', ...base, what })),
      ...extended.map(
        ({ rule, from, to }): Change => ({
          kind: 'waiver-extended',
          of: 'waivers',
          path: '',
          ...at(waivers[0], 'before', [rule]),
          ...at(waivers[1], 'after', [rule]),
          what: rule,
          from,
          to,
        }),
      ),
    ]
    return { changes, mistakes: [], oldMistakes: [] }
  },
}

const BEFORE = {
  expectations: {
    'silver.ledger.yaml':
      'order_id: {type: expect_column_values_to_not_be_null, mostly: 1}\namount: {type: expect_column_values_to_be_between, mostly: 1}\n',
  },
  governance: {
    'policy.yaml': 'gates: [contracts, expectations]\nactors: [release-bot]\npaths: [dev to staging]\n',
    'waivers.yaml': "field-renamed: '2026-12-31'\n",
  },
}
const AFTER = {
  expectations: { 'silver.ledger.yaml': 'amount: {type: expect_column_values_to_be_between, mostly: 0.9}\n' },
  governance: {
    'policy.yaml': 'gates: [contracts]\nactors: [release-bot, intern]\npaths: [dev to staging, dev to prod]\n',
    'waivers.yaml': "field-renamed: '2027-12-31'\n",
  },
}

async function changesOf(source: ChangeSource): Promise<readonly Change[]> {
  const folder = source.paths[0] as keyof typeof BEFORE
  const { changes } = await source.changesBetween(
    memoryFiles(BEFORE[folder], `old/${folder}`),
    memoryFiles(AFTER[folder], `new/${folder}`),
  )
  return changes
}

test('suites, policies and waivers stand in the same diff as contracts, and are judged in the same run', async () => {
  const [old, now] = [await contractsOf(setting('partitions', '6')), await contractsOf(BASE)]
  const changes = [...diffContracts(old, now), ...(await changesOf(suites)), ...(await changesOf(policies))]
  const lines = changes.map((change) => `${change.of}: ${describeChange(change).sign} ${describeChange(change).text}`)
  expect(lines).toEqual([
    'order.created: ~ setting partitions: 6 → 1',
    'silver.ledger: - expectation expect_column_values_to_not_be_null (order_id)',
    'silver.ledger: ~ loosened expectation expect_column_values_to_be_between (amount), 1 → 0.9',
    'policy: - gate expectations',
    'policy: + actor intern',
    'policy: + promotion path dev to prod',
    'waivers: ~ extended waiver field-renamed, 2026-12-31 → 2027-12-31',
  ])
  const findings = judge(changes, { before: old, after: now, today: '2026-11-22' })
  expect(findings.map(({ at, rule }) => `${formatPlace(at)} ${rule}`)).toEqual([
    'contracts/events/order.created.odcs.yaml:36:3 partitions-decreased',
    'contracts/events/order.created.odcs.yaml:5:10 version-not-bumped',
    'new/expectations/silver.ledger.yaml:1:1 expectation-removed',
    'new/expectations/silver.ledger.yaml:1:9 expectation-loosened',
    'new/governance/policy.yaml:1:1 gate-removed',
    'new/governance/policy.yaml:1:1 actor-added',
    'new/governance/policy.yaml:1:1 path-added',
    'new/governance/waivers.yaml:1:16 waiver-extended',
  ])
})

test('a source without files has nothing to say', async () => {
  expect((await suites.changesBetween(memoryFiles({}), memoryFiles({}))).changes).toEqual([])
})
