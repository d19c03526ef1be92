import { expect, test } from 'vitest'
import { describeChange } from '../../../src/contracts/diff/describe.ts'
import { BRANCHES_FILE } from '../../../src/contracts/policies/files.ts'
import { policySource } from '../../../src/contracts/policies/policy-changes.ts'
import { formatPlace } from '../../../src/kernel/finding.ts'
import { edited } from '../base-repo.ts'
import { memoryFiles } from '../memory-files.ts'

const BASE = `version: 1
protected: [staging, prod]
paths:
  - from: dev
    to: staging
    actors: [group:data]
  - from: staging
    to: prod
    gates: [contracts, expectations]
    actors: [release-bot]
    approvals: 2
`

async function compare(before: string | undefined, after: string | undefined) {
  const files = (text: string | undefined, folder: string) =>
    memoryFiles(text === undefined ? {} : { [BRANCHES_FILE]: text }, folder)
  return policySource.changesBetween(files(before, 'old'), files(after, 'new'))
}

const change = (from: string, to: string) => edited(BASE, from, to)

// biome-ignore format: one row a case
const cases: [what: string, after: string | undefined, says: string[]][] = [
  ['nothing',                  `# reviewed\n${BASE}`,                                     []],
  ['a gate goes',              change('[contracts, expectations]', '[contracts]'),        ['staging → prod: - gate expectations new/policies/branches.yaml:9:12']],
  ['a gate comes',             change('expectations]', 'expectations, freshness]'),       ['staging → prod: + gate freshness new/policies/branches.yaml:9:38']],
  ['all gates go',             change('    gates: [contracts, expectations]\n', ''),      ['staging → prod: - gate contracts new/policies/branches.yaml:7:5', 'staging → prod: - gate expectations new/policies/branches.yaml:7:5']],
  ['somebody more may',        change('[release-bot]', '[release-bot, intern]'),          ['staging → prod: + actor intern new/policies/branches.yaml:10:27']],
  ['somebody may no more',     change('[release-bot]', '[other-bot]'),                    ['staging → prod: - actor release-bot new/policies/branches.yaml:10:13', 'staging → prod: + actor other-bot new/policies/branches.yaml:10:14']],
  ['fewer must agree',         change('approvals: 2', 'approvals: 1'),                    ['staging → prod: - gate approvals, 2 → 1 new/policies/branches.yaml:11:16']],
  ['nobody must agree',        change('    approvals: 2\n', ''),                          ['staging → prod: - gate approvals, 2 → 0 new/policies/branches.yaml:7:5']],
  ['more must agree',          change('approvals: 2', 'approvals: 3'),                    ['staging → prod: + gate approvals, 2 → 3 new/policies/branches.yaml:11:16']],
  ['a short cut',              `${BASE}  - {from: dev, to: prod, actors: [a]}\n`,         ['branches.yaml: + promotion path dev → prod new/policies/branches.yaml:12:5']],
  ['a way is closed',          change('  - from: dev\n    to: staging\n    actors: [group:data]\n', ''), ['branches.yaml: - promotion path dev → staging old/policies/branches.yaml:4:5']],
  ['a branch is open to all',  change('[staging, prod]', '[staging]'),                    ['prod: - gate protection old/policies/branches.yaml:2:22']],
  ['a branch is protected',    change('[staging, prod]', '[staging, prod, dev]'),         ['dev: + gate protection new/policies/branches.yaml:2:28']],
]

test.for(cases)('%s', async ([, after, says]) => {
  const { changes, mistakes, oldMistakes } = await compare(BASE, after)
  const lines = changes.map((one) => {
    const { sign, text } = describeChange(one)
    const at = one.after ?? one.before
    return `${one.of}: ${sign} ${text} ${at === undefined ? '' : formatPlace(at)}`
  })
  expect([lines, mistakes, oldMistakes]).toEqual([says, [], []])
})

test('no policy is one that allows nothing', async () => {
  const kinds = async (before?: string, after?: string) =>
    (await compare(before, after)).changes.map(({ kind }) => kind)
  expect(await kinds(undefined, BASE)).toEqual(['gate-added', 'gate-added', 'path-added', 'path-added'])
  expect(await kinds(BASE, undefined)).toEqual(['gate-removed', 'gate-removed', 'path-removed', 'path-removed'])
})

// biome-ignore format: one row a case
const strict: [what: string, text: string, message: RegExp][] = [
  ['an unknown key',        `${BASE}gate: x\n`,                                       /unknown key "gate"/],
  ['an unknown gate',       change('[contracts, expectations]', '[contract]'),        /paths\[1\]\.gates\[0\].*did you mean "contracts"/],
  ['a way for nobody',      change('[release-bot]', '[]'),                            /paths\[1\]\.actors/],
  ['a way to nowhere',      change('    to: prod\n', ''),                             /"to" is missing in paths\[1\]/],
  ['half an approval',      change('approvals: 2', 'approvals: 1.5'),                 /paths\[1\]\.approvals/],
  ['another version',       change('version: 1', 'version: 2'),                       /version/],
  ['no YAML',               'version: [',                                             /./],
]

test.for(strict)('%s is a mistake, on whichever side, and nothing is guessed', async ([, text, message]) => {
  const now = await compare(BASE, text)
  expect(now.changes).toEqual([])
  expect(now.mistakes.map(({ message: said, at }) => `${at.file} ${said}`)).toEqual([
    expect.stringMatching(new RegExp(`^new/${BRANCHES_FILE} .*${message.source}`)),
  ])
  const then = await compare(text, BASE)
  expect([then.changes, then.mistakes, then.oldMistakes.length]).toEqual([[], [], 1])
})
