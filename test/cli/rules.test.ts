import { globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allRules } from '../../src/cli/rules.ts'
import { jobRules } from '../../src/pipelines/job/rules.ts'
import { repo } from '../built.ts'

test('an id means one rule, whichever check reports it', () => {
  const ids = allRules().map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(120)
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
})

test('every rule that lies in a folder of rules is known to dq explain, and so are those about jobs', async () => {
  const files = globSync('**/rules/*.ts', { cwd: join(repo, 'src') }).filter((file) => !file.endsWith('index.ts'))
  const modules = await Promise.all(
    files.map((file): Promise<{ default?: { id?: string } }> => import(join(repo, 'src', file))),
  )
  const found = modules.flatMap(({ default: rule }) => rule?.id ?? [])
  expect(found.length).toBeGreaterThan(150)
  const ids = allRules().map(({ id }) => id)
  expect([...found, ...jobRules.map(({ id }) => id)].filter((id) => !ids.includes(id))).toEqual([])
  for (const { id, what, why, example, fix } of jobRules)
    for (const text of [what, why, example, fix]) expect([id, text.length > 10]).toEqual([id, true])
})
