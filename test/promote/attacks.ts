import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { promotionsLog } from '../../src/cli/promote/log.ts'
import { canonicalJson } from '../../src/kernel/canonical-json.ts'
import { sha256 } from '../../src/kernel/sha256.ts'
import { report } from '../full.ts'
import { elsewhere, straightIn } from './mend.ts'
import { openScene, type Scene } from './scene.ts'
import { agree } from './suite.ts'

/** Somebody who can write to the catalog wants tables in production that no gate let through, or wants it to look so. */
interface Attack {
  readonly what: string
  /** Does it, and gives what the log of production must find, or nothing when the attack itself must be refused. */
  readonly run: (s: Scene) => Promise<readonly string[]>
}

const row = (id: number) => ({ order_id: `x-${id}`, amount: '1.00' })

/** A commit on production with properties of one's own. */
async function commitWith(s: Scene, properties: Readonly<Record<string, string>>): Promise<void> {
  const hash = await straightInContent(s)
  const done = await s.catalog.commit({
    branch: s.prod,
    expected: await s.head(s.prod),
    operations: [hash],
    message: 'Promote staging into prod: 1 table',
    author: 'Ana <ana@shop.example>',
    properties,
  })
  if (done.kind !== 'committed') throw new Error(JSON.stringify(done))
}

/** Rows that nobody has judged, as an operation. */
async function straightInContent(s: Scene) {
  const side = `${s.prod}-evil`
  await s.catalog.createReference({ kind: 'branch', name: side, hash: await s.head(s.prod) })
  await s.append(side, row(1))
  const content = await s.catalog.content(side, ['bronze', 'orders'])
  if (content?.kind !== 'table') throw new Error('no table')
  const { id, ...rest } = content
  return { kind: 'put' as const, key: ['bronze', 'orders'], content: rest, id }
}

const audits = async (s: Scene): Promise<Readonly<Record<string, string>>> =>
  (await s.catalog.log(s.prod, { max: 1 }))[0]?.properties ?? {}

/** An audit that is altered, with a digest that fits it. */
async function resealed(
  s: Scene,
  change: (record: Record<string, unknown>) => void,
): Promise<Readonly<Record<string, string>>> {
  const record = JSON.parse((await audits(s))['dq.audit'] ?? '') as Record<string, unknown>
  change(record)
  return { 'dq.audit': JSON.stringify(record), 'dq.audit.digest': sha256(canonicalJson(record as never)) }
}

const after = async (done: Promise<unknown>, found: string): Promise<readonly string[]> => {
  await done
  return [found]
}

const ATTACKS: readonly Attack[] = [
  {
    what: 'a commit straight onto production',
    run: (s) => after(straightIn(s, s.prod, row(1)), 'unaudited-commit'),
  },
  {
    what: 'a merge straight into production',
    async run(s) {
      await s.append(s.dev, row(1))
      const hashes = { fromHash: await s.head(s.dev), expected: await s.head(s.prod) }
      await s.catalog.merge({
        from: s.dev,
        into: s.prod,
        ...hashes,
        message: 'merge',
        author: 'Mallory',
        dryRun: false,
      })
      return ['unaudited-commit']
    },
  },
  {
    what: 'the audit of an earlier promotion, copied',
    run: (s) =>
      after(
        audits(s).then((own) => commitWith(s, own)),
        'forged-audit',
      ),
  },
  {
    what: 'an audit whose record was edited',
    async run(s) {
      const own = await audits(s)
      await commitWith(s, { ...own, 'dq.audit': (own['dq.audit'] ?? '').replace('Ana', 'Ben') })
      return ['forged-audit']
    },
  },
  {
    what: 'an audit made for this very commit, with the tables of another one',
    async run(s) {
      const head = await s.head(s.prod)
      await commitWith(
        s,
        await resealed(s, (record) => Object.assign(record, { kind: 'rollback', to: { branch: s.prod, hash: head } })),
      )
      return ['forged-audit']
    },
  },
  {
    what: 'an audit of a promotion to another branch',
    async run(s) {
      const head = await s.head(s.prod)
      await commitWith(
        s,
        await resealed(s, (record) =>
          Object.assign(record, { kind: 'rollback', to: { branch: s.staging, hash: head } }),
        ),
      )
      return ['forged-audit']
    },
  },
  { what: 'an audit that is no JSON', run: (s) => after(commitWith(s, { 'dq.audit': '{' }), 'forged-audit') },
  {
    what: 'a digest without an audit',
    run: (s) => after(commitWith(s, { 'dq.audit.digest': 'x' }), 'forged-audit'),
  },
  {
    what: 'a tag of a promotion, moved; a rollback to it is refused',
    async run(s) {
      const { tags } = await promotedTwice(s)
      const found = await s.catalog.reference(tags.before)
      if (found === undefined) throw new Error('no tag')
      await s.catalog.deleteReference(found)
      const first = (await s.catalog.log(s.prod))[2]?.hash ?? ''
      await s.catalog.createReference({ kind: 'tag', name: tags.before, hash: first })
      await expect(s.rollback(s.prod, tags.before)).rejects.toThrow('somebody moved it')
      return ['promotion-tag-moved']
    },
  },
  {
    what: 'production set back to before a promotion',
    async run(s) {
      const hash = await s.head(s.prod)
      const [, before] = await s.catalog.log(s.prod)
      await s.catalog.assignBranch({ kind: 'branch', name: s.prod, hash }, before?.hash ?? '')
      return ['promotion-lost']
    },
  },
  {
    what: 'production set to the head of dev: there is no promotion left to see, but for its tags',
    async run(s) {
      await s.append(s.dev, row(1))
      await s.catalog.assignBranch({ kind: 'branch', name: s.prod, hash: await s.head(s.prod) }, await s.head(s.dev))
      return ['promotion-lost']
    },
  },
  {
    what: 'a rollback to a state that only dev ever had',
    async run(s) {
      await s.append(s.dev, row(1))
      await s.catalog.createReference({ kind: 'tag', name: `${s.prod}-old`, hash: await s.head(s.dev) })
      await expect(s.rollback(s.prod, `${s.prod}-old`)).rejects.toThrow('was never at')
      await expect(s.rollback(s.prod, await s.head(s.dev))).rejects.toThrow('was never at')
      return []
    },
  },
  {
    what: 'rows put onto the scratch branch while the gates judge',
    async run(s) {
      await s.append(s.dev, row(1))
      const wanted = await s.table(s.dev)
      const wrap = (catalog: Scene['catalog']): Scene['catalog'] => ({
        ...catalog,
        async merge(request) {
          const merged = await catalog.merge(request)
          await elsewhere(s, request.into)
          return merged
        },
      })
      expect((await s.promote(s.dev, s.prod, {}, { wrap })).result).toBe('promoted')
      expect(await s.table(s.prod)).toBe(wanted)
      expect(
        (await s.catalog.entries(s.prod)).filter(({ key }) => key.length === 1 && key[0] !== 'bronze').length,
      ).toBe((await s.catalog.entries('main')).length)
      return []
    },
  },
  {
    what: 'an approved plan, used a second time',
    async run(s) {
      await s.promote(s.dev, s.staging)
      await s.append(s.dev, row(1))
      await s.promote(s.dev, s.staging)
      const file = join(s.folder, 'plan.json')
      await s.promote(s.staging, s.prod, { planOut: file })
      s.as('Ben')
      await agree(s, file)
      s.as('Ana')
      const done = await s.promote('', '', { plan: file })
      expect(done.result).toBe('promoted')
      await s.rollback(s.prod, done.tags?.before ?? '')
      expect((await s.promote('', '', { plan: file })).refusals.join()).toContain('has moved since the plan was made')
      return []
    },
  },
  {
    what: 'the policy, loosened in the work tree alone',
    async run(s) {
      await s.append(s.dev, row(1))
      await s.promote(s.dev, s.staging)
      const file = join(s.folder, 'contracts/policies/branches.yaml')
      writeFileSync(file, readFileSync(file, 'utf8').replace('approvals: 1', 'approvals: 0'))
      const refused = await s.promote(s.staging, s.prod)
      expect(refused.refusals.join()).toContain('the policy was changed since the last commit')
      return []
    },
  },
]

async function promotedTwice(s: Scene) {
  await s.append(s.dev, row(9))
  const { tags } = await s.promote(s.dev, s.prod)
  if (tags === undefined) throw new Error('not promoted')
  return { tags }
}

/** Each is refused, or found afterwards. */
export function testAttacks(nessie: () => string | undefined): void {
  test.for(ATTACKS)('$what', async ({ run }) => {
    const s = await openScene(nessie())
    await s.append(s.dev, { order_id: 'o-1', amount: '5.00' })
    await s.promote(s.dev, s.prod)
    const clean = await promotionsLog(s.settings, s.prod)
    expect(clean[0]?.findings).toEqual([])
    const wanted = await run(s)
    const [log] = await promotionsLog(s.settings, s.prod)
    expect([...new Set(log?.findings.map(({ rule }) => rule))]).toEqual(wanted)
  })

  test('all of them were tried', () =>
    report(
      `attacks on a promotion, refused or found, on ${nessie() === undefined ? 'the embedded catalog' : 'Nessie'}`,
      ATTACKS.length,
    ))
}
