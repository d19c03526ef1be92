import { expect, test } from 'vitest'
import { applyPlan } from '../../../src/contracts/registry/apply.ts'
import type { PlanEntry } from '../../../src/contracts/registry/plan.ts'
import { emptyRegistry, planOf, topic } from './repo.ts'

const ID = { name: 'id', type: 'string' }
const NOTE = { name: 'note', type: ['null', 'string'], default: null }
const NEEDED = { name: 'total', type: 'long' }

const brief = (plan: readonly PlanEntry[]) =>
  plan.map(({ subject, action, version, level }) => {
    const levels = level === undefined || level.from === level.to ? [] : [`${level.from ?? ''}→${level.to}`]
    return [subject, action, ...(version === undefined ? [] : [version]), ...levels].join(' ')
  })

test('a repo is registered once: the second time nothing is done', async () => {
  const registry = emptyRegistry()
  const files = { ...topic('a.made', [ID], 'FULL'), ...topic('b.made', [ID, NOTE]) }
  const { plan, findings } = await planOf(files, registry)
  expect(findings).toEqual([])
  expect(brief(plan)).toEqual(['a.made-value new →FULL', 'b.made-value new →BACKWARD'])
  const applied = await applyPlan(plan, registry)
  expect(applied.map(({ subject, version }) => `${subject} ${version}`)).toEqual(['a.made-value 1', 'b.made-value 1'])
  expect(await registry.level('a.made-value')).toBe('FULL')
  const again = await planOf(files, registry)
  expect(brief(again.plan)).toEqual(['a.made-value unchanged 1', 'b.made-value unchanged 1'])
  expect(await applyPlan(again.plan, registry)).toEqual([])
})

// biome-ignore format: one row a case
const changes: [what: string, level: string, before: object[], after: object[], version: string, action: string, rules: string[]][] = [
  ['a field with a default',                 'BACKWARD', [ID],       [ID, NOTE],   '1.1.0', 'update 1',       []],
  ['a field without one',                    'BACKWARD', [ID],       [ID, NEEDED], '2.0.0', 'incompatible 1', ['avro-missing-default']],
  ['the same where old readers matter',      'FORWARD',  [ID],       [ID, NEEDED], '1.1.0', 'update 1',       []],
  ['a type',                                 'FULL',     [ID, NOTE], [ID, { name: 'note', type: 'long', default: 0 }], '2.0.0', 'incompatible 1', ['avro-missing-union-branch', 'avro-type-mismatch']],
  ['nothing but the version of the contract','FULL',     [ID],       [ID],         '1.2.0', 'unchanged 1',    []],
]

test.for(changes)('%s at %s', async ([, level, before, after, version, action, rules]) => {
  const registry = emptyRegistry()
  await applyPlan((await planOf(topic('a.made', before, level), registry)).plan, registry)
  const { plan, findings } = await planOf(topic('a.made', after, level, version), registry)
  expect(brief(plan)).toEqual([`a.made-value ${action}`])
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)
  expect([...new Set(errors)].filter((rule) => rule.startsWith('avro'))).toEqual(rules)
  // The registry, asked without dq, says the same.
  const text = plan[0]?.text ?? ''
  const asked = registry.register('a.made-value', { schema: text, references: [] }).then(
    () => 'taken',
    () => 'refused',
  )
  expect(await asked).toBe(action.startsWith('incompatible') ? 'refused' : 'taken')
})

test('transitive levels look at all versions that the registry has', async () => {
  const registry = emptyRegistry()
  const level = 'BACKWARD_TRANSITIVE'
  const first = [ID, { name: 'note', type: 'string' }]
  for (const fields of [first, [ID]]) {
    const { plan } = await planOf(topic('a.made', fields, level, '1.0.0'), registry)
    await applyPlan(
      plan.map((entry) => ({ ...entry, action: entry.action === 'incompatible' ? 'update' : entry.action })),
      registry,
    )
  }
  expect((await registry.versions('a.made-value')).length).toBe(2)
  // A reader of long cannot read the text of version 1, although version 2 has no such field.
  const { plan, findings } = await planOf(
    topic('a.made', [ID, { name: 'note', type: 'long', default: 0 }], level, '9.0.0'),
    registry,
  )
  expect(brief(plan)).toEqual(['a.made-value incompatible 2'])
  expect(
    findings.some(({ rule, message }) => rule === 'avro-type-mismatch' && message.includes('registry:test version 1')),
  ).toBe(true)
})

test('types of other files go first, as subjects of their own, each once; and nothing changes the second time', async () => {
  const registry = emptyRegistry()
  const shared = {
    'shared/currency.avsc': JSON.stringify({
      type: 'enum',
      name: 'Currency',
      namespace: 'shop',
      symbols: ['BRL', 'EUR'],
    }),
    'shared/money.avsc': JSON.stringify({
      type: 'record',
      name: 'Money',
      namespace: 'shop',
      fields: [
        { name: 'cents', type: 'long' },
        { name: 'currency', type: 'shop.Currency' },
      ],
    }),
  }
  const total = { name: 'total', type: 'shop.Money' }
  const files = {
    ...shared,
    ...topic('a.made', [ID, total]),
    ...topic('b.made', [ID, total, { name: 'c', type: 'shop.Currency' }]),
  }
  const { plan } = await planOf(files, registry)
  expect(
    plan.map(({ subject, uses, contracts }) => [subject, uses.map((use) => use.subject).sort(), contracts]),
  ).toEqual([
    ['shop.Currency', [], ['a.made', 'b.made']],
    ['shop.Money', ['shop.Currency'], ['a.made', 'b.made']],
    ['a.made-value', ['shop.Money'], ['a.made']],
    ['b.made-value', ['shop.Currency', 'shop.Money'], ['b.made']],
  ])
  await applyPlan(plan, registry)
  expect((await registry.versions('a.made-value'))[0]?.references).toEqual([
    { name: 'shop.Money', subject: 'shop.Money', version: 1 },
  ])
  const again = await planOf(files, registry)
  expect(again.findings).toEqual([])
  expect(again.plan.map(({ action }) => action)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged'])

  const more = shared['shared/currency.avsc'].replace('"EUR"', '"EUR","USD"')
  const changed = await planOf({ ...files, 'shared/currency.avsc': more }, registry)
  expect(changed.findings.filter(({ severity }) => severity === 'error')).toEqual([])
  const applied = await applyPlan(changed.plan, registry)
  expect(applied.map(({ subject, version }) => `${subject} ${version}`)).toEqual([
    'shop.Currency 2',
    'shop.Money 2',
    'a.made-value 2',
    'b.made-value 2',
  ])
  const { references } = (await registry.versions('b.made-value'))[1]!
  expect(references.map(({ subject, version }) => `${subject} ${version}`).sort()).toEqual([
    'shop.Currency 2',
    'shop.Money 2',
  ])
})

const reasons = (...symbols: string[]) => ({
  'shared/reason.avsc': JSON.stringify({ type: 'enum', name: 'Reason', namespace: 'shop', symbols }),
})
const REASON = { name: 'reason', type: 'shop.Reason' }

test('a break inside a shared type is found in every contract that uses it', async () => {
  const registry = emptyRegistry()
  const topics = { ...topic('a.made', [ID, REASON]), ...topic('b.made', [ID, REASON]) }
  await applyPlan((await planOf({ ...reasons('bought', 'left'), ...topics }, registry)).plan, registry)
  const { plan, findings } = await planOf({ ...reasons('bought'), ...topics }, registry)
  expect(plan.map(({ subject, action }) => `${subject} ${action}`)).toEqual([
    'shop.Reason update',
    'a.made-value incompatible',
    'b.made-value incompatible',
  ])
  expect(findings.map(({ rule }) => rule).filter((rule) => rule !== 'enum-symbol-removed')).toEqual([
    'avro-missing-enum-symbols',
    'avro-missing-enum-symbols',
  ])
})

test('it is found too where the registry has the contracts at different versions of the type', async () => {
  const registry = emptyRegistry()
  const topics = { ...topic('a.made', [ID, REASON]), ...topic('b.made', [ID, REASON]) }
  await applyPlan((await planOf({ ...reasons('bought', 'left'), ...topics }, registry)).plan, registry)
  // Interrupted: only a.made has the new one.
  const half = (await planOf({ ...reasons('bought', 'left', 'lost'), ...topics }, registry)).plan
  await applyPlan(half.slice(0, 2), registry)
  const { plan } = await planOf({ ...reasons('bought'), ...topics }, registry)
  expect(plan.slice(1).map(({ subject, action }) => `${subject} ${action}`)).toEqual([
    'a.made-value incompatible',
    'b.made-value incompatible',
  ])
})
