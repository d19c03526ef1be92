import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { approve } from '../../src/cli/policy/approve.ts'
import { whoAmI } from '../../src/cli/policy/who.ts'
import { planFileText } from '../../src/contracts/policies/plan-envelope.ts'
import type { JsonObject } from '../../src/kernel/json.ts'
import { promotionPlanFile } from '../../src/lake/promote/plan-schema.ts'
import { elsewhere, straightIn, without } from './mend.ts'
import { suite } from './repo.ts'
import { openScene, POLICY, type Scene } from './scene.ts'

const row = (id: number, amount = '5.00') => ({ order_id: `o-${id}`, amount })

/** An approval of a plan file, by the person that acts. */
export const agree = async ({ settings }: Scene, plan: string) =>
  approve(settings, plan, await whoAmI(settings), { sign: false })

/** What a promotion promises, whatever the catalog. */
export function testPromotions(nessie: () => string | undefined): void {
  const scene = (policy = POLICY): Promise<Scene> => openScene(nessie(), policy)

  test('tables go on with their audit in the same commit, and both states are tagged', async () => {
    const s = await scene()
    await s.append(s.dev, row(1), row(2))
    const before = await s.head(s.staging)
    const done = await s.promote(s.dev, s.staging)
    expect(done).toMatchObject({ result: 'promoted', refusals: [], gates: [{ gate: 'contracts', verdict: 'pass' }] })
    expect(await s.table(s.staging)).toBe(await s.table(s.dev))
    const [commit] = await s.catalog.log(s.staging, { max: 1 })
    expect(commit?.parents).toEqual([before, await s.head(s.dev)])
    expect(JSON.parse(commit?.properties['dq.audit'] ?? '')).toMatchObject({
      kind: 'promotion',
      plan: done.digest,
      actor: 'Ana <ana@shop.example>',
      gates: [{ gate: 'contracts', verdict: 'pass' }],
      contracts: { 'bronze.orders': '1.0.0' },
    })
    expect(await s.head(done.tags?.before ?? '')).toBe(before)
    expect(await s.head(done.tags?.after ?? '')).toBe(commit?.hash)
    expect(await s.scratch()).toEqual([])
    expect(await s.promote(s.dev, s.staging)).toMatchObject({ result: 'nothing to do' })
  })

  test('a dry run says the same and changes nothing', async () => {
    const s = await scene()
    await s.append(s.dev, row(1))
    const references = await s.catalog.references()
    const trial = await s.promote(s.dev, s.staging, { dryRun: true })
    expect(trial).toMatchObject({ result: 'dry run', gates: [{ gate: 'contracts', verdict: 'pass' }] })
    expect(await s.catalog.references()).toEqual(references)
    const done = await s.promote(s.dev, s.staging)
    expect(done.plan).toEqual(trial.plan)
    expect(done.digest).toBe(trial.digest)
  })

  test('what is no path, and who may not, end it before anything is planned or asked', async () => {
    const s = await scene()
    await s.append(s.dev, row(1))
    expect(await s.promote(s.staging, s.dev)).toMatchObject({ result: 'refused', gates: [], verdicts: [] })
    s.as('Eve')
    const refused = await s.promote(s.dev, s.staging)
    expect(refused).toMatchObject({ result: 'refused', gates: [], gatesLeft: ['contracts'] })
    expect(refused.refusals.join()).toContain('Eve <eve@shop.example> may not')
    expect(await s.table(s.staging)).toBeUndefined()
  })

  test('a table that both sides changed is told with the commits of each side, before any gate', async () => {
    const s = await scene()
    await s.append(s.dev, row(1))
    await s.promote(s.dev, s.prod)
    await s.append(s.dev, row(2))
    await straightIn(s, s.prod, row(3))
    const refused = await s.promote(s.dev, s.prod)
    expect(refused).toMatchObject({ result: 'refused', gates: [], refusals: ['1 table cannot be merged'] })
    expect(refused.conflicts).toMatchObject([
      {
        kind: 'changed',
        table: 'bronze.orders',
        source: [{ author: 'Ana <ana@shop.example>', message: expect.stringContaining('Append') }],
        target: [{ author: 'Mallory', message: 'straight in' }],
      },
    ])
    expect(await s.scratch()).toEqual([])
  })

  test('a broken batch is refused with the expectation and the rows; mended, approved by another, it is promoted', async () => {
    const s = await scene()
    await s.append(s.dev, row(1))
    await s.promote(s.dev, s.staging)
    await s.append(s.dev, row(2, '5000.00'))
    await s.promote(s.dev, s.staging)
    const file = join(s.folder, 'plan.json')
    const refused = await s.promote(s.staging, s.prod, { planOut: file, rows: 2 })
    expect(refused).toMatchObject({ result: 'refused' })
    expect(refused.gates.find(({ gate }) => gate === 'expectations')?.reasons).toEqual([
      'bronze.orders: amount is between 0 and 1000: 1 of 2, e.g. 5000',
    ])
    expect(() => readFileSync(file)).toThrow()
    expect(await s.table(s.prod)).toBeUndefined()
    s.as('Eve')
    const trial = await s.promote(s.staging, s.prod, { dryRun: true })
    expect(trial.refusals, 'every reason, so that nobody mends one to be told of the next').toEqual([
      'the gate expectations does not pass',
      'Eve <eve@shop.example> may not: ana@shop.example may',
      '0 of 1 approvals',
    ])
    s.as('Ana')

    await without(s, "order_id = 'o-2'")
    await s.append(s.dev, row(2, '50.00'))
    await s.promote(s.dev, s.staging)
    expect(await s.promote(s.staging, s.prod, { planOut: file })).toMatchObject({ result: 'planned' })
    expect(promotionPlanFile.safeParse(JSON.parse(readFileSync(file, 'utf8'))).error).toBeUndefined()
    expect(await s.promote('', '', { plan: file })).toMatchObject({ result: 'refused', gates: [] })
    s.as('Ben')
    await agree(s, file)
    s.as('Ana')
    const done = await s.promote('', '', { plan: file })
    expect(done).toMatchObject({ result: 'promoted', refusals: [] })
    const [commit] = await s.catalog.log(s.prod, { max: 1 })
    expect(JSON.parse(commit?.properties['dq.audit'] ?? '').approvals).toEqual([
      { by: 'Ben <ben@shop.example>', proof: 'claimed' },
    ])
  })

  test('when the first promotion of all was rolled back, what is mended then is promoted', async () => {
    const s = await scene()
    await s.append(s.dev, row(1))
    const first = await s.promote(s.dev, s.prod)
    expect(await s.rollback(s.prod, first.tags?.before ?? '')).toMatchObject({ result: 'promoted' })
    expect(await s.table(s.prod)).toBeUndefined()
    expect(await s.rollback(s.prod, first.tags?.before ?? '')).toMatchObject({ result: 'nothing to do' })
    await s.append(s.dev, row(2))
    expect(await s.promote(s.dev, s.prod)).toMatchObject({ result: 'promoted', refusals: [], conflicts: [] })
    expect(await s.table(s.prod)).toBe(await s.table(s.dev))
  })

  test('a rollback is a new commit; what the source has mended since comes with the next promotion, a table anew too', async () => {
    const s = await scene()
    await s.append(s.dev, row(1))
    const first = await s.promote(s.dev, s.prod)
    const good = await s.table(s.prod)
    await s.append(s.dev, row(2))
    const second = await s.promote(s.dev, s.prod)
    const back = await s.rollback(s.prod, second.tags?.before ?? '')
    expect(back).toMatchObject({
      result: 'promoted',
      kind: 'rollback',
      gates: [{ gate: 'contracts', verdict: 'pass' }],
    })
    expect(await s.table(s.prod)).toBe(good)
    expect((await s.catalog.log(s.prod)).slice(0, 3).map(({ hash }) => hash)).toEqual([
      back.hash,
      second.hash,
      first.hash,
    ])

    const again = await s.promote(s.dev, s.prod)
    expect(again.result).toBe('nothing to do')
    expect(again.warnings.join()).toContain('was rolled back')
    await s.append(s.dev, row(3))
    const third = await s.promote(s.dev, s.prod)
    expect(third).toMatchObject({ result: 'promoted', plan: { tables: [{ wasRolledBack: true }] } })
    expect(await s.table(s.prod)).toBe(await s.table(s.dev))

    const empty = await s.rollback(s.prod, first.tags?.before ?? '')
    expect(empty).toMatchObject({ result: 'promoted', plan: { tables: [{ kind: 'dropped' }] } })
    expect(await s.table(s.prod)).toBeUndefined()
    const forward = await s.rollback(s.prod, third.tags?.after ?? '')
    expect(forward).toMatchObject({ result: 'promoted', plan: { tables: [{ kind: 'added' }] } })
    expect(await s.table(s.prod)).toBe(await s.table(s.dev))
    await s.append(s.dev, row(4))
    expect(await s.promote(s.dev, s.prod)).toMatchObject({ result: 'promoted' })
  })

  test('what is taken away is named, and needs a permit of its own', async () => {
    const s = await scene()
    await s.append(s.dev, row(1), row(2), row(3))
    await s.promote(s.dev, s.prod)
    await without(s, "order_id = 'o-3'")
    const refused = await s.promote(s.dev, s.prod)
    expect(refused).toMatchObject({
      result: 'refused',
      plan: { destructive: [{ kind: 'rows-lost', rows: 1, detail: '1 of 3 rows (33 %)' }] },
    })
    s.commit({
      'contracts/policies/permits.yaml': `version: 1
permits:
  - { id: three-was-a-test, from: ${s.dev}, to: ${s.prod}, table: bronze.orders, kind: rows-lost, rows: 1, owner: ana, reason: a test, expires: 2099-01-01 }
`,
    })
    const done = await s.promote(s.dev, s.prod)
    expect(done).toMatchObject({ result: 'promoted' })
    await s.rollback(s.prod, done.tags?.before ?? '')
    await s.append(s.dev, row(4))
    await without(s, "order_id = 'o-4'")
    const twice = await s.promote(s.dev, s.prod)
    expect(twice.refusals.join()).toContain('three-was-a-test was used before')
  })

  test('two promotions at once: one moves the target, the other is refused and says where it is now', async () => {
    const s = await scene()
    await s.append(s.dev, row(1))
    const both = await Promise.all([s.promote(s.dev, s.prod), s.promote(s.dev, s.prod)])
    expect(both.map(({ result }) => result).sort()).toEqual(['promoted', 'refused'])
    expect(both.find(({ result }) => result === 'refused')?.refusals.join()).toContain(
      `${s.prod} moved while this was judged`,
    )
    const promoted = (await s.catalog.log(s.prod)).filter(({ properties }) => properties['dq.audit'] !== undefined)
    expect(promoted.length).toBe(1)
    expect(await s.scratch()).toEqual([])
  })

  test.for(['dev', 'prod'] as const)(
    '%s moves underneath, after everything was judged: nothing is done',
    async (which) => {
      const s = await scene()
      await s.append(s.dev, row(1))
      await s.promote(s.dev, s.prod)
      await s.append(s.dev, row(2))
      const good = await s.table(s.prod)
      let isDone = false
      const refused = await s.promote(
        s.dev,
        s.prod,
        {},
        {
          wrap: (catalog) => ({
            ...catalog,
            async merge(request) {
              const merged = await catalog.merge(request)
              // The second one is made with the audit, right before the target is moved.
              if (request.properties !== undefined && !isDone) {
                isDone = true
                await (which === 'dev' ? s.append(s.dev, row(3)) : elsewhere(s, s.prod))
              }
              return merged
            },
          }),
        },
      )
      expect(isDone).toBe(true)
      expect(refused).toMatchObject({ result: 'refused' })
      expect(refused.refusals.join()).toContain(`${s[which]} moved while this was judged`)
      expect(await s.table(s.prod)).toBe(good)
      expect(await s.scratch()).toEqual([])
    },
  )

  test('a plan is void once it is edited, once a branch moves, once a suite or the policy changes', async () => {
    const s = await scene()
    await s.append(s.dev, row(1))
    await s.promote(s.dev, s.staging)
    const file = join(s.folder, 'plan.json')
    await s.promote(s.staging, s.prod, { planOut: file })
    s.as('Ben')
    await agree(s, file)
    s.as('Ana')
    const whole = readFileSync(file, 'utf8')
    writeFileSync(file, whole.replace('"tag": null', '"tag": "x"'))
    await expect(s.promote('', '', { plan: file })).rejects.toThrow('was changed after it was made')
    // Edited, with a digest that fits: it is not what would happen, and nobody approved it.
    const { plan } = JSON.parse(whole) as { plan: JsonObject }
    writeFileSync(file, planFileText({ ...plan, authors: ['nobody'] }))
    const edited = await s.promote('', '', { plan: file })
    expect(edited.refusals.join()).toContain('the authors are others')
    writeFileSync(file, whole)
    s.commit({
      'expectations/bronze/bronze.orders.yaml': suite('type: expect_column_to_exist, kwargs: { column: amount }'),
    })
    const weaker = await s.promote('', '', { plan: file })
    expect(weaker.refusals.join()).toContain('a contract, a suite or a waiver has changed')
    s.commit({ 'contracts/policies/branches.yaml': `${POLICY(s)}# a word\n` })
    expect((await s.promote('', '', { plan: file })).refusals.join()).toContain('the policy has changed')
    await s.append(s.dev, row(2))
    await s.promote(s.dev, s.staging)
    const moved = await s.promote('', '', { plan: file })
    expect(moved.refusals.join()).toContain(`${s.staging} has moved since the plan was made`)
    expect(await s.table(s.prod)).toBeUndefined()
  })

  test('an author approves nothing of their own, not even when it came by way of another branch', async () => {
    const s = await scene()
    s.as('Cleo')
    await s.append(s.dev, row(1))
    s.as('Ana')
    await s.promote(s.dev, s.staging)
    const file = join(s.folder, 'plan.json')
    await s.promote(s.staging, s.prod, { planOut: file })
    s.as('Cleo')
    expect((await agree(s, file)).refused).toContain('wrote what is promoted')
    s.as('Ana')
    expect((await s.promote('', '', { plan: file })).result).toBe('refused')
    expect(await s.table(s.prod)).toBeUndefined()
  })
}
