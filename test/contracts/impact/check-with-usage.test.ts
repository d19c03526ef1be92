import { expect, test } from 'vitest'
import { type JudgeContext, judge } from '../../../src/contracts/check/judge.ts'
import { diffContracts } from '../../../src/contracts/diff/diff-contracts.ts'
import { impactOfEvidence } from '../../../src/contracts/impact/ask-sources.ts'
import type { SeverityPolicy } from '../../../src/contracts/impact/severity.ts'
import type { EdgeKind, Usage } from '../../../src/contracts/impact/usage.ts'
import { indexUsages } from '../../../src/contracts/impact/usage-index.ts'
import { BASE, contractsOf, type Files, note, setting } from '../diff/repo.ts'

const use = (field: string, edge: EdgeKind, name = 'fraud'): Usage => ({
  contract: 'order.created',
  field,
  edge,
  by: { kind: 'job', name, at: { file: `jobs/${name}.ts`, line: 7 } },
})

async function check(after: Files, usages: readonly Usage[], policy: SeverityPolicy = {}) {
  const [old, now] = await Promise.all([contractsOf(BASE, 'old'), contractsOf(after, 'new')])
  const context: JudgeContext = { before: old, after: now, today: '2026-11-22', severity: policy }
  return judge(diffContracts(old, now), { ...context, impactOf: impactOfEvidence(indexUsages(usages)) })
}

const optional = note('["null", "int"], "default": null')

test('a finding names the users of its field with file and line, and nobody else', async () => {
  const findings = await check(optional, [use('note', 'value'), use('order_id', 'key', 'orders')])
  expect(findings.find(({ rule }) => rule === 'avro-missing-union-branch')?.impact).toEqual([
    { kind: 'job', name: 'fraud', use: 'value', at: { file: 'jobs/fraud.ts', line: 7 } },
  ])
})

test('what no user can feel has no impact, and its severity is as it is', async () => {
  const findings = await check(optional, [use('note', 'value')], { used: 'warning', unused: 'info' })
  const version = findings.find(({ rule }) => rule === 'version-not-bumped')
  expect(version).toMatchObject({ severity: 'error' })
  expect(version).not.toHaveProperty('impact')
})

test('severity follows use, as dq.yaml says', async () => {
  const of = async (usages: readonly Usage[]) =>
    (await check(optional, usages, { unused: 'warning' })).find(({ rule }) => rule === 'avro-missing-union-branch')
  expect(await of([use('note', 'value')])).toMatchObject({ severity: 'error' })
  expect(await of([use('order_id', 'value')])).toMatchObject({ severity: 'warning' })
})

test('a waiver outlives a new user: the fingerprint does not depend on who uses it', async () => {
  const prints = async (usages: readonly Usage[]) =>
    (await check(optional, usages)).map(({ fingerprint }) => fingerprint)
  expect(await prints([use('note', 'value')])).toEqual(await prints([]))
})

test('more partitions hurt those who meet records by it, whichever field they use else', async () => {
  const findings = await check(setting('partitions', '6'), [use('order_id', 'key'), use('order_id', 'value', 'other')])
  expect(findings.find(({ rule }) => rule === 'partitions-increased')?.impact?.map(({ name }) => name)).toEqual([
    'fraud',
  ])
})
