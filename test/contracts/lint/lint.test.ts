import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { type LintSources, lintContracts } from '../../../src/contracts/lint/lint-contracts.ts'
import { mendFiles } from '../../../src/contracts/lint/mend-files.ts'
import { lintRules } from '../../../src/contracts/lint/rules/index.ts'
import { syncContracts } from '../../../src/contracts/sync/sync-contracts.ts'
import type { Finding } from '../../../src/kernel/finding.ts'
import { BASE, type Files } from '../diff/repo.ts'
import { memoryFiles } from '../memory-files.ts'
import { cases } from './cases.ts'
import { BLUEPRINT } from './connector.ts'

/** Paths below `examples/` and `connectors/` are such files, all others contracts, whose ODCS properties follow the avsc. */
async function sourcesOf(files: Files): Promise<{ sources: LintSources; texts: Files }> {
  const below = (folder: string) =>
    Object.fromEntries(
      Object.entries(files).flatMap(([path, text]) =>
        path.startsWith(`${folder}/`) ? [[path.slice(folder.length + 1), text]] : [],
      ),
    )
  const contracts = Object.fromEntries(Object.entries(files).filter(([path]) => !/^(examples|connectors)\//.test(path)))
  const { changes } = await syncContracts(memoryFiles(contracts))
  const synced: Files = { ...contracts, ...Object.fromEntries(changes.map(({ path, text }) => [path, text])) }
  const sources = {
    contracts: memoryFiles(synced),
    examples: memoryFiles(below('examples'), 'examples'),
    connectors: memoryFiles(below('connectors'), 'connectors'),
  }
  return { sources, texts: { ...synced, ...below('connectors') } }
}

function shown({ at, message }: Finding): string {
  const kind = at.file.endsWith('.avsc') ? 'a' : at.file.startsWith('connectors/') ? 'c' : ''
  return `${kind}${at.line}: ${message}`
}

test.for(cases)('%s: %s', async ([rule, , files, { says = [], mended }]) => {
  const { sources, texts } = await sourcesOf(files)
  const result = await lintContracts(sources)
  const own = result.findings.filter((finding) => finding.rule === rule)
  expect(own.map(shown)).toEqual(says)
  expect(result.findings.filter((finding) => finding.fingerprint === undefined)).toEqual([])

  const { files: changed, findings: left } = await mendFiles(result, sources)
  const leftOfRule = left.filter((finding) => finding.rule === rule).length
  const mends = own.filter((finding) => result.mends.has(finding))
  if (mended !== undefined) {
    expect(leftOfRule).toBe(own.length - mends.length)
    expect(changed.map(({ text }) => text).join('\n')).toContain(mended)
    expect(Object.values(texts).join('\n')).not.toContain(mended)
  } else expect(leftOfRule).toBe(own.length)
})

test('what --fix writes is mended: lint has nothing left to mend, and nothing new to say', async () => {
  let count = 0
  for (const [, , files] of cases) {
    const { sources, texts } = await sourcesOf(files)
    const { files: changed, findings: left } = await mendFiles(await lintContracts(sources), sources)
    if (changed.length === 0) continue
    count++
    const of = (source: string) =>
      Object.fromEntries(changed.filter((file) => file.source === source).map(({ path, text }) => [path, text]))
    const contracts = Object.fromEntries(Object.entries(texts).filter(([path]) => path.includes('/')))
    const after: LintSources = {
      contracts: memoryFiles({ ...contracts, ...of('contracts') }),
      examples: sources.examples,
      connectors: memoryFiles(
        { ...Object.fromEntries(Object.entries(texts).filter(([path]) => !path.includes('/'))), ...of('connectors') },
        'connectors',
      ),
    }
    const again = await lintContracts(after)
    const messages = (findings: readonly Finding[]) => findings.map(({ rule, message }) => `${rule}: ${message}`).sort()
    expect(messages(again.findings)).toEqual(messages(left))
    expect((await mendFiles(again, after)).files).toEqual([])
  }
  expect(count).toBeGreaterThan(8)
})

test('every rule is registered under the name of its file, and has a row for it and one against it', async () => {
  const folder = new URL('../../../src/contracts/lint/rules', import.meta.url).pathname
  const files = globSync('*.ts', { cwd: folder }).filter((file) => file !== 'index.ts')
  const ids: string[] = []
  for (const file of files.sort()) {
    const { default: rule } = await import(`${folder}/${file}`)
    expect(rule.id).toBe(basename(file, '.ts'))
    ids.push(rule.id)
  }
  expect(ids.length).toBeGreaterThan(20)
  expect(lintRules.map(({ id }) => id)).toEqual(ids)
  const without = (says: boolean) =>
    ids.filter((id) => !cases.some(([rule, , , then]) => rule === id && (then.says !== undefined) === says))
  expect(without(true)).toEqual([])
  expect(without(false)).toEqual([])
})

test('every rule says what, why, an example and a fix', () => {
  for (const { id, what, why, example, fix } of lintRules)
    for (const text of [what, why, example, fix]) expect([id, text.length > 10]).toEqual([id, true])
})

test('the connector of the blueprint, whole: what is wrong with it, and what --fix makes of it', async () => {
  const { sources } = await sourcesOf({ ...BASE, 'connectors/order-mysql-connector.json': BLUEPRINT })
  const result = await lintContracts(sources)
  const rules = (findings: readonly Finding[]) =>
    findings.filter(({ at }) => at.file.startsWith('connectors/')).map(({ at, rule }) => `${at.line} ${rule}`)
  expect(rules(result.findings)).toEqual([
    '8 connector-plain-secret',
    '10 connector-ignored-property',
    '12 connector-table-without-contract',
    '12 connector-table-without-contract',
    '13 connector-ignored-property',
    '14 connector-ignored-property',
    '15 connector-schema-changes-off',
  ])
  expect(result).toMatchObject({ contracts: 1, connectors: 1 })
  const { files, findings } = await mendFiles(result, sources)
  expect(files.find(({ source }) => source === 'connectors')?.text).toBe(
    BLUEPRINT.replace('database.server.name', 'topic.prefix').replaceAll(
      'database.history.',
      'schema.history.internal.',
    ),
  )
  expect(rules(findings)).toEqual([
    '8 connector-plain-secret',
    '12 connector-table-without-contract',
    '12 connector-table-without-contract',
    '15 connector-schema-changes-off',
  ])
})

test('mistakes of validation are told too, and hide nothing', async () => {
  const files = {
    ...BASE,
    'events/order.created.odcs.yaml': `${BASE['events/order.created.odcs.yaml']}desciption: x\n`,
  }
  const { findings } = await lintContracts({
    contracts: memoryFiles(files),
    examples: memoryFiles({}),
    connectors: memoryFiles({}, 'connectors'),
  })
  expect(findings.map(({ rule }) => rule)).toContain('unknown-key')
  expect(findings.map(({ rule }) => rule)).toContain('missing-owner')
})
