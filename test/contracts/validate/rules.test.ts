import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { contractRules } from '../../../src/contracts/validate/rules/index.ts'
import { cases as exampleCases } from '../examples/cases.ts'
import { cases as validateCases } from './cases.ts'

const folder = new URL('../../../src/contracts/validate/rules', import.meta.url).pathname

test('every rule is registered under the name of its file', async () => {
  const files = globSync('*.ts', { cwd: folder }).filter((file) => file !== 'index.ts')
  const ids = await Promise.all(
    files.map(async (file) => [basename(file, '.ts'), (await import(`${folder}/${file}`)).default] as const),
  )
  expect(files.length).toBeGreaterThan(40)
  for (const [name, rule] of ids) expect(rule.id).toBe(name)
  expect(contractRules.map(({ id }) => id)).toEqual(ids.map(([name]) => name).sort())
})

test('every rule has a case that breaks it', () => {
  const findings = [...validateCases.flatMap(([, , found]) => found), ...exampleCases.flatMap(([, , , found]) => found)]
  // Tested with the declarations themselves: test/contracts/codegen.
  const elsewhere = ['codegen-out-of-date']
  const broken = (id: string) => findings.some((line) => line.includes(` ${id}: `))
  expect(contractRules.map(({ id }) => id).filter((id) => !broken(id))).toEqual(elsewhere)
})

test('every rule says what, why, an example and a fix', () => {
  for (const { id, what, why, example, fix } of contractRules)
    for (const text of [what, why, example, fix]) expect([id, text.length > 10]).toEqual([id, true])
})
