import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { judge } from '../../../src/contracts/check/judge.ts'
import { checkRules } from '../../../src/contracts/check/rules/index.ts'
import { diffContracts } from '../../../src/contracts/diff/diff-contracts.ts'
import type { Finding } from '../../../src/kernel/finding.ts'
import { contractsOf, type Files } from '../diff/repo.ts'
import { cases } from './cases.ts'
import { governance } from './governance.ts'

/** Rules that look at more than changes: judge.test.ts has their cases. */
const ELSEWHERE = ['avro-datum-unreadable', 'avro-proof-missing', 'needed-field-removed']

async function check(before: Files, after: Files): Promise<readonly Finding[]> {
  const [old, now] = await Promise.all([contractsOf(before, 'old'), contractsOf(after, 'new')])
  return judge(diffContracts(old, now), { before: old, after: now, today: '2026-11-22' })
}

function shown({ severity, at, message, fix, rule }: Finding): string {
  const line = `${at.file.endsWith('.avsc') ? 'a' : ''}${at.line}`
  const named = rule === 'version-not-bumped' ? ` → ${fix}` : ''
  return `${severity} ${line}: ${message}${named}`
}

test.for(cases)('%s: %s', async ([rule, , before, after, says]) => {
  const findings = (await check(before, after)).filter((finding) => finding.rule === rule)
  expect(findings.map(shown)).toEqual(says === undefined ? [] : [says])
})

test.for(governance)('%s: %s', ([rule, , changes, says]) => {
  const findings = judge(changes, { before: [], after: [], today: '2026-11-22' })
  expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual(
    says === undefined ? [] : [`${rule}: ${says}`],
  )
})

test('every rule is registered under the name of its file, and has a row that breaks it and one that does not', async () => {
  const folder = new URL('../../../src/contracts/check/rules', import.meta.url).pathname
  const files = globSync('*.ts', { cwd: folder }).filter((file) => file !== 'index.ts')
  const ids: string[] = []
  for (const file of files.sort()) {
    const { default: rule } = await import(`${folder}/${file}`)
    expect(rule.id).toBe(basename(file, '.ts'))
    ids.push(rule.id)
  }
  expect(ids.length).toBeGreaterThan(50)
  expect(checkRules.map(({ id }) => id)).toEqual(ids)
  const rows = [
    ...cases.map(([rule, , , , says]) => ({ rule, says })),
    ...governance.map(([rule, , , says]) => ({ rule, says })),
  ]
  const without = (breaks: boolean) =>
    ids.filter(
      (id) => !ELSEWHERE.includes(id) && !rows.some(({ rule, says }) => rule === id && (says !== undefined) === breaks),
    )
  expect(without(true)).toEqual([])
  expect(without(false)).toEqual([])
})

test('every rule says what, why, an example and a fix', () => {
  for (const { id, what, why, example, fix } of checkRules)
    for (const text of [what, why, example, fix]) expect([id, text.length > 10]).toEqual([id, true])
})

test('every finding has a place, a fix and a fingerprint of its own', async () => {
  let count = 0
  for (const [, , before, after] of cases) {
    const findings = await check(before, after)
    count += findings.length
    for (const finding of findings) {
      expect(finding.at.line).toBeGreaterThan(0)
      expect(finding.fix).not.toBe('')
      expect(finding.fingerprint).toMatch(/^[0-9a-f]{16}$/)
    }
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length)
  }
  expect(count).toBeGreaterThan(150)
})
