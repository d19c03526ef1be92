import { deleteWhere } from '../../src/cli/lake/change-rows.ts'
import type { Row, Scene } from './scene.ts'

/** Takes rows out of the table on dev. */
export async function without({ settings, dev }: Scene, where: string): Promise<void> {
  await deleteWhere(settings, 'bronze.orders', { branch: dev, where, 'dry-run': false })
}

/** Rows that somebody writes straight onto a branch, by another engine than dq: the policy is not asked. */
export async function straightIn(s: Scene, branch: string, ...rows: readonly Row[]): Promise<string> {
  const side = `${branch}-side`
  const hash = await s.head(branch)
  await s.catalog.createReference({ kind: 'branch', name: side, hash })
  await s.append(side, ...rows)
  const content = await s.catalog.content(side, ['bronze', 'orders'])
  if (content?.kind !== 'table') throw new Error('no table')
  const { id, ...rest } = content
  const operations = [{ kind: 'put' as const, key: ['bronze', 'orders'], content: rest, id }]
  const done = await s.catalog.commit({ branch, expected: hash, operations, message: 'straight in', author: 'Mallory' })
  await s.catalog.deleteReference({ kind: 'branch', name: side, hash: await s.head(side) })
  if (done.kind !== 'committed') throw new Error(JSON.stringify(done))
  return done.hash
}

let count = 0

/** A commit that has nothing to do with the table. */
export async function elsewhere({ catalog, head }: Pick<Scene, 'catalog' | 'head'>, branch: string): Promise<string> {
  const operations = [
    { kind: 'put' as const, key: [`elsewhere${++count}`], content: { kind: 'namespace' as const, properties: {} } },
  ]
  const request = { branch, expected: await head(branch), operations, message: 'elsewhere', author: 'Mallory' }
  const done = await catalog.commit(request)
  if (done.kind !== 'committed') throw new Error(JSON.stringify(done))
  return done.hash
}
