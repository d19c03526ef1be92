import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { DqError } from '../../src/kernel/errors.ts'
import { auditOf } from '../../src/lake/promote/audit.ts'
import { promotionHistory } from '../../src/lake/promote/history.ts'
import { report } from '../full.ts'
import { interrupted } from './interrupt.ts'
import { openScene, type Scene } from './scene.ts'

const worker = fileURLToPath(new URL('worker.ts', import.meta.url))

/** More writes than a promotion has: the last ones are never reached. */
const WRITES = 12

/** A promotion that ends in the middle, at every write of the catalog: nothing is half done, and the next run needs no help. */
export function testFaults(nessie: () => string | undefined): void {
  test('killed at every write: the target is as before or all promoted and audited; the next run tidies up', async () => {
    const s = await openScene(nessie())
    let kills = 0
    const ends = { before: 0, after: 0 }
    for (let write = 1; write <= WRITES; write++) {
      await s.append(s.dev, { order_id: `o-${write}`, amount: '5.00' })
      const [old, wanted] = [await s.head(s.prod), await s.table(s.dev)]
      const args = [worker, join(s.folder, 'dq.yaml'), s.dev, s.prod, String(write), 'before']
      const { signal, stdout } = spawnSync(process.execPath, args, { cwd: s.folder, encoding: 'utf8' })
      if (signal === null) {
        expect(stdout.trim()).toBe('promoted')
        break
      }
      kills++
      ends[(await isWhole(s, old, wanted)) ? 'after' : 'before']++
      const next = await s.promote(s.dev, s.prod)
      expect(['promoted', 'nothing to do']).toContain(next.result)
      await isTidy(s, wanted)
    }
    expect(kills).toBeGreaterThanOrEqual(8)
    expect(ends.before).toBeGreaterThan(0)
    expect(ends.after).toBeGreaterThan(0)
    report(`promotions killed on ${kindOf(nessie)}`, kills)
  }, 600_000)

  test.for(['before', 'after'] as const)(
    'a catalog that stops answering %s any write leaves nothing half done, and nobody is told a lie',
    { timeout: 600_000 },
    async (when) => {
      const s = await openScene(nessie())
      let failures = 0
      for (let write = 1; write <= WRITES; write++) {
        await s.append(s.dev, { order_id: `o-${write}`, amount: '5.00' })
        const [old, wanted] = [await s.head(s.prod), await s.table(s.dev)]
        let isDown = false
        const down = (at: number, side: string): void => {
          isDown ||= at === write && side === when
          if (isDown) throw new DqError('the catalog is down')
        }
        const ended = await s
          .promote(
            s.dev,
            s.prod,
            {},
            {
              wrap: (catalog) =>
                interrupted(
                  silent(catalog, () => isDown),
                  down,
                ),
            },
          )
          .then(
            ({ result }) => result,
            (error: unknown) => (error instanceof DqError ? error.message : Promise.reject(error)),
          )
        if (!isDown) {
          expect(ended).toBe('promoted')
          break
        }
        failures++
        const isDone = await isWhole(s, old, wanted)
        if (ended === 'promoted') expect(isDone).toBe(true)
        else expect(ended).toMatch(/the catalog is down|nobody knows whether/)
        const next = await s.promote(s.dev, s.prod)
        expect(['promoted', 'nothing to do']).toContain(next.result)
        expect(await s.table(s.prod)).toBe(wanted)
        await tagsAre(s)
      }
      expect(failures).toBeGreaterThanOrEqual(8)
      report(`promotions whose catalog went down ${when} a write, on ${kindOf(nessie)}`, failures)
    },
  )
}

const kindOf = (nessie: () => string | undefined): string =>
  nessie() === undefined ? 'the embedded catalog' : 'Nessie'

/** Reads fail too, once it is down. */
const silent = (catalog: Scene['catalog'], isDown: () => boolean): Scene['catalog'] => ({
  ...catalog,
  async reference(name) {
    if (isDown()) throw new DqError('the catalog is down')
    return catalog.reference(name)
  },
})

/** Whether the promotion happened: all of it, with its audit, or nothing at all. */
async function isWhole(s: Scene, old: string, wanted: string | undefined): Promise<boolean> {
  const now = await s.head(s.prod)
  if (now === old) return false
  const [commit] = await s.catalog.log(now, { max: 1 })
  expect(commit && auditOf(commit).kind).toBe('audited')
  expect(commit?.parents[0]).toBe(old)
  expect(await s.table(s.prod)).toBe(wanted)
  return true
}

async function isTidy(s: Scene, wanted: string | undefined): Promise<void> {
  expect(await s.table(s.prod)).toBe(wanted)
  expect(await s.scratch()).toEqual([])
  await tagsAre(s)
}

async function tagsAre(s: Scene): Promise<void> {
  const { rows } = await promotionHistory(s.catalog, s.prod)
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.every((row) => row.kind === 'audited' && row.tags.before === 'right' && row.tags.after === 'right')).toBe(
    true,
  )
}
