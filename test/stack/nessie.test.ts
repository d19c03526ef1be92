import { expect, test } from 'vitest'
import { useServer } from './server.ts'

const server = useServer('nessie')

interface Reference {
  readonly name: string
  readonly hash: string
}

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, each checked where it is used
async function call(method: string, path: string, body?: object): Promise<{ status: number; body: any }> {
  const response = await fetch(`${server.endpoint('url')}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'nessie-client-spec': '2' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

const reference = async (name: string): Promise<Reference> => (await call('GET', `/trees/${name}`)).body.reference
const put = (elements: string[], content: object) => ({ type: 'PUT', key: { elements }, content })
const table = (version: number, id?: string) => ({
  type: 'ICEBERG_TABLE',
  metadataLocation: `file:///lake/events/v${version}.json`,
  snapshotId: version,
  schemaId: 0,
  specId: 0,
  sortOrderId: 0,
  ...(id && { id }),
})
const commit = ({ name, hash }: Reference, message: string, operations: object[]) =>
  call('POST', `/trees/${name}@${hash}/history/commit`, { commitMeta: { message, authors: ['dq'] }, operations })

async function branch(name: string, from: Reference): Promise<Reference> {
  const { body } = await call('POST', `/trees?name=${name}&type=BRANCH`, { type: 'BRANCH', ...from })
  return body.reference
}

const EVENTS = ['bronze', 'events']

test('commit on a branch, merge it; a conflict is refused and changes nothing', async () => {
  // Branches of a catalog without any commit have no ancestor in common.
  const namespace = put(['bronze'], { type: 'NAMESPACE', elements: ['bronze'], properties: {} })
  expect((await commit(await reference('main'), 'the namespace', [namespace])).status).toBe(200)
  const dev = await branch('dev', await reference('main'))
  const first = await commit(dev, 'the table', [put(EVENTS, table(1))])
  expect(first.status).toBe(200)
  const id = first.body.addedContents[0].contentId

  const merge = (from: Reference, to: Reference) =>
    call('POST', `/trees/${to.name}@${to.hash}/history/merge`, { fromRefName: from.name, fromHash: from.hash })
  const merged = await merge(await reference('dev'), await reference('main'))
  expect(merged.body).toMatchObject({ wasApplied: true, wasSuccessful: true })
  const read = async (ref: string) => (await call('GET', `/trees/${ref}/contents/bronze.events`)).body.content
  expect(await read('main')).toMatchObject({ id, metadataLocation: 'file:///lake/events/v1.json' })

  // Both sides now change the same table.
  const other = await branch('other', await reference('main'))
  expect((await commit(other, 'v2 on other', [put(EVENTS, table(2, id))])).status).toBe(200)
  expect((await commit(await reference('main'), 'v3 on main', [put(EVENTS, table(3, id))])).status).toBe(200)
  const before = await reference('main')
  const conflict = await merge(await reference('other'), before)
  expect(conflict.status).toBe(409)
  expect(conflict.body.errorCode).toBe('REFERENCE_CONFLICT')
  expect(await reference('main')).toEqual(before)
  expect(await read('main')).toMatchObject({ metadataLocation: 'file:///lake/events/v3.json' })

  // So is a commit that has not seen the last one.
  const stale = await commit(other, 'v4 from an old place', [put(EVENTS, table(4, id))])
  expect([stale.status, stale.body.errorDetails?.conflicts?.[0]?.conflictType]).toEqual([409, 'VALUE_DIFFERS'])
  console.log('nessie: 4 commits, 1 merge, 1 merge refused, 1 stale commit refused')
})
