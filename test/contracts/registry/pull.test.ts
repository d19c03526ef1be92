import { expect, test } from 'vitest'
import { applyPlan } from '../../../src/contracts/registry/apply.ts'
import { pullContracts } from '../../../src/contracts/registry/pull.ts'
import { contractsOf } from '../diff/repo.ts'
import { emptyRegistry, planOf, topic } from './repo.ts'

const ID = { name: 'id', type: 'string' }
const record = (...fields: object[]) =>
  JSON.stringify({ type: 'record', name: 'Pulled', namespace: 'shop', fields: [ID, ...fields] })

test('only what no contract governs becomes a draft; what differs, and what is no topic, is told', async () => {
  const registry = emptyRegistry()
  const register = (subject: string, schema: string) => registry.register(subject, { schema, references: [] })
  const own = { ...topic('a.made', [ID]), ...topic('b.made', [ID]) }
  await applyPlan((await planOf(own, registry)).plan, registry)
  await register(
    'b.made-value',
    JSON.stringify({
      type: 'record',
      name: 'BMade',
      namespace: 'shop',
      fields: [ID, { name: 'x', type: 'int', default: 0 }],
    }),
  )
  await register('c.made-key', '"string"')
  await register('c.made-value', record({ name: 'São', type: 'string' }).replace('São', 'sao'))
  await register('d.made-value', '"string"')
  await register('shop.Money', record())
  await registry.setLevel('c.made-value', 'FULL_TRANSITIVE')

  const pulled = await pullContracts(registry, await contractsOf(own), { layer: 'pulled' })
  expect(pulled.map(({ subject, kind }) => `${subject} ${kind}`)).toEqual([
    'a.made-value governed',
    'b.made-value differs',
    'c.made-key skipped',
    'c.made-value draft',
    'd.made-value skipped',
    'shop.Money skipped',
  ])
  const draft = pulled.find(({ kind }) => kind === 'draft')
  if (draft?.kind !== 'draft') throw new Error('there is one')
  const files = Object.fromEntries(draft.files.map(({ path, text }) => [path, text]))
  const [contract] = await contractsOf(files)
  expect(contract).toMatchObject({
    name: 'c.made',
    status: 'draft',
    layer: 'pulled',
    settings: { compatibility: 'FULL_TRANSITIVE', wireFormat: 'avro' },
  })
  // Registered as it stands, it is what was there.
  const { plan } = await planOf({ ...own, ...files }, registry)
  expect(plan.find(({ subject }) => subject === 'c.made-value')?.action).toBe('unchanged')
})

test('a subject that is asked for and is not there is named with the one that was meant', async () => {
  const registry = emptyRegistry()
  await registry.register('a.made-value', { schema: record(), references: [] })
  await expect(pullContracts(registry, [], { layer: 'x', only: ['a.mad-value'] })).rejects.toThrow(
    'did you mean "a.made-value"',
  )
})
