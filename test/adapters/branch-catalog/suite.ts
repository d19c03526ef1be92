import { expect, test } from 'vitest'
import { keyText, parseKey } from '../../../src/lake/catalog/key.ts'
import type { BranchCatalog, Commit, Committed, Merged, Operation } from '../../../src/lake/catalog/port.ts'

/** Every 64-bit number must come back as it went: this one is beyond 2^53. */
const BIG = 5983546212239417236n

/** The id of no table; ids are UUIDs. */
const OTHER = '11111111-2222-4333-8444-555555555555'

const AUTHOR = 'Ana Lima <ana@example.org>'

const table = (version: number) => ({
  kind: 'table' as const,
  metadataLocation: `file:///lake/v${version}.metadata.json`,
  snapshotId: BIG + BigInt(version),
  schemaId: version,
  specId: 0,
  sortOrderId: 0,
})
const namespace = { kind: 'namespace' as const, properties: {} }
const put = (name: string, version: number, id?: string): Operation => ({
  kind: 'put',
  key: parseKey(name),
  content: table(version),
  ...(id !== undefined && { id }),
})
const make = (name: string): Operation => ({ kind: 'put', key: parseKey(name), content: namespace })
const drop = (name: string): Operation => ({ kind: 'delete', key: parseKey(name) })

/** A catalog with `main` and, on it, the namespace `bronze`; each test has branches of its own. */
interface Given {
  readonly catalog: BranchCatalog
  /** A new branch from main, whose name ends so. */
  branch(name: string): Promise<string>
}

/** What every catalog with branches promises. `given` may serve all tests from one server: names differ. */
export function testBranchCatalog(given: () => Promise<Given>): void {
  const headOf = async (catalog: BranchCatalog, name: string): Promise<string> => {
    const found = await catalog.reference(name)
    if (found === undefined) throw new Error(`no ${name}`)
    return found.hash
  }
  const commitTo =
    (catalog: BranchCatalog) =>
    async (branch: string, operations: readonly Operation[], expected?: string): Promise<Committed> =>
      catalog.commit({
        branch,
        expected: expected ?? (await headOf(catalog, branch)),
        operations,
        message: `change ${operations.map(({ key }) => keyText(key)).join(', ')}`,
        author: AUTHOR,
      })
  const mergeInto =
    (catalog: BranchCatalog) =>
    async (from: string, into: string, dryRun = false): Promise<Merged> =>
      catalog.merge({
        from,
        fromHash: await headOf(catalog, from),
        into,
        expected: await headOf(catalog, into),
        message: `merge ${from}`,
        author: AUTHOR,
        properties: { plan: 'sha256:1' },
        dryRun,
      })
  const idOf = (committed: Committed, name: string): string => {
    if (committed.kind !== 'committed') throw new Error(JSON.stringify(committed))
    return committed.ids.get(name) ?? ''
  }
  const locationAt = async (catalog: BranchCatalog, at: string, name: string): Promise<string | undefined> => {
    const content = await catalog.content(at, parseKey(name))
    return content?.kind === 'table' ? content.metadataLocation : undefined
  }

  test('what is committed on a branch is read back exactly, 64-bit ids too, and other branches do not see it', async () => {
    const { catalog, branch } = await given()
    const [dev, other] = [await branch('dev'), await branch('other')]
    const done = await commitTo(catalog)(dev, [put('bronze.orders', 1)])
    const id = idOf(done, 'bronze.orders')
    expect(await catalog.content(dev, parseKey('bronze.orders'))).toEqual({ ...table(1), id })
    expect(await catalog.content(other, parseKey('bronze.orders'))).toBeUndefined()
    expect((await catalog.entries(dev)).map(({ key }) => keyText(key))).toEqual(['bronze', 'bronze.orders'])
  })

  test('a change keeps the table’s id; without the id it is refused as existing, with a wrong one as changed', async () => {
    const { catalog, branch } = await given()
    const dev = await branch('ids')
    const commit = commitTo(catalog)
    const id = idOf(await commit(dev, [put('bronze.orders', 1)]), 'bronze.orders')
    expect(idOf(await commit(dev, [put('bronze.orders', 2, id)]), 'bronze.orders')).toBe(id)
    const key = parseKey('bronze.orders')
    expect(await commit(dev, [put('bronze.orders', 3)])).toEqual({
      kind: 'conflict',
      conflicts: [{ kind: 'exists', key }],
    })
    expect(await commit(dev, [put('bronze.orders', 3, OTHER)])).toEqual({
      kind: 'conflict',
      conflicts: [{ kind: 'changed', key }],
    })
    expect(await locationAt(catalog, dev, 'bronze.orders')).toBe(table(2).metadataLocation)
  })

  test('a commit that has not seen the last one goes through, unless that one changed the same table', async () => {
    const { catalog, branch } = await given()
    const dev = await branch('stale')
    const commit = commitTo(catalog)
    const first = await commit(dev, [put('bronze.a', 1), put('bronze.b', 1)])
    const [a, b] = [idOf(first, 'bronze.a'), idOf(first, 'bronze.b')]
    const seen = await headOf(catalog, dev)
    await commit(dev, [put('bronze.a', 2, a)])
    expect((await commit(dev, [put('bronze.b', 2, b)], seen)).kind).toBe('committed')
    expect(await commit(dev, [put('bronze.a', 3, a)], seen)).toEqual({
      kind: 'conflict',
      conflicts: [{ kind: 'changed', key: ['bronze', 'a'] }],
    })
    expect(await locationAt(catalog, dev, 'bronze.a')).toBe(table(2).metadataLocation)
    expect(await locationAt(catalog, dev, 'bronze.b')).toBe(table(2).metadataLocation)
  })

  test('a commit is one: when one of its tables conflicts, none is changed', async () => {
    const { catalog, branch } = await given()
    const dev = await branch('atomic')
    const commit = commitTo(catalog)
    const id = idOf(await commit(dev, [put('bronze.a', 1)]), 'bronze.a')
    const before = await headOf(catalog, dev)
    const refused = await commit(dev, [put('bronze.a', 2, id), put('bronze.a2', 2, OTHER)])
    expect(refused.kind).toBe('conflict')
    expect(await headOf(catalog, dev)).toBe(before)
    expect(await locationAt(catalog, dev, 'bronze.a')).toBe(table(1).metadataLocation)
  })

  test('a table needs its namespace, and a namespace with tables stays', async () => {
    const { catalog, branch } = await given()
    const dev = await branch('names')
    const commit = commitTo(catalog)
    const missing = { kind: 'conflict', conflicts: [{ kind: 'namespace-missing', key: ['gold'] }] }
    expect(await commit(dev, [put('gold.sales', 1)])).toEqual(missing)
    expect((await commit(dev, [make('gold'), put('gold.sales', 1)])).kind).toBe('committed')
    const full = { kind: 'conflict', conflicts: [{ kind: 'namespace-not-empty', key: ['gold'] }] }
    expect(await commit(dev, [drop('gold')])).toEqual(full)
    await commit(dev, [drop('gold.sales')])
    expect((await commit(dev, [drop('gold')])).kind).toBe('committed')
    expect((await catalog.entries(dev)).map(({ key }) => keyText(key))).toEqual(['bronze'])
  })

  test('what is not there cannot be dropped or changed', async () => {
    const { catalog, branch } = await given()
    const dev = await branch('absent')
    const conflicts = [{ kind: 'missing', key: ['bronze', 'none'] }]
    expect(await commitTo(catalog)(dev, [drop('bronze.none')])).toEqual({ kind: 'conflict', conflicts })
    expect(await commitTo(catalog)(dev, [put('bronze.none', 1, OTHER)])).toEqual({ kind: 'conflict', conflicts })
  })

  test('a branch that went elsewhere is said to have moved', async () => {
    const { catalog, branch } = await given()
    const [dev, other] = [await branch('moved'), await branch('moved-other')]
    await commitTo(catalog)(other, [put('bronze.a', 1)])
    const elsewhere = await headOf(catalog, other)
    const here = await headOf(catalog, dev)
    expect(await commitTo(catalog)(dev, [put('bronze.b', 1)], elsewhere)).toEqual({ kind: 'moved', hash: here })
    expect(await catalog.deleteReference({ kind: 'branch', name: dev, hash: here })).toBe(true)
    expect(await commitTo(catalog)(dev, [put('bronze.b', 1)], here)).toEqual({ kind: 'moved', hash: undefined })
  })

  test('the log tells who, why and what, newest first, and how far back is asked', async () => {
    const { catalog, branch } = await given()
    const dev = await branch('log')
    await commitTo(catalog)(dev, [put('bronze.a', 1)])
    await catalog.commit({
      branch: dev,
      expected: await headOf(catalog, dev),
      operations: [put('bronze.b', 1)],
      message: 'Second line below\n\nSaid at length: "quoted", ünïcode',
      author: AUTHOR,
      properties: { digest: 'sha256:ab', 'with space': '{"a":1}' },
    })
    const [second, first, ...rest] = (await catalog.log(dev)) as [Commit, Commit, ...Commit[]]
    expect(second).toMatchObject({
      message: 'Second line below\n\nSaid at length: "quoted", ünïcode',
      author: AUTHOR,
      properties: { digest: 'sha256:ab', 'with space': '{"a":1}' },
      changed: [['bronze', 'b']],
    })
    expect(second.parents[0]).toBe(first.hash)
    expect(first).toMatchObject({ message: 'change bronze.a', changed: [['bronze', 'a']] })
    expect(Math.abs(second.time - Date.now())).toBeLessThan(60_000)
    expect(rest.length).toBeGreaterThan(0)
    expect((await catalog.log(dev, { max: 1 })).map(({ hash }) => hash)).toEqual([second.hash])
  })

  test('a merge takes over what the source changed, and keeps what the target changed', async () => {
    const { catalog, branch } = await given()
    const target = await branch('target')
    const commit = commitTo(catalog)
    const first = await commit(target, [put('bronze.a', 1), put('bronze.b', 1), put('bronze.c', 1)])
    const source = `${target}-source`
    await catalog.createReference({ kind: 'branch', name: source, hash: await headOf(catalog, target) })
    await commit(source, [put('bronze.a', 2, idOf(first, 'bronze.a')), drop('bronze.c'), put('bronze.d', 1)])
    await commit(target, [put('bronze.b', 2, idOf(first, 'bronze.b'))])

    const before = await headOf(catalog, target)
    const changed = [
      ['bronze', 'a'],
      ['bronze', 'c'],
      ['bronze', 'd'],
    ]
    expect(await mergeInto(catalog)(source, target, true)).toEqual({ kind: 'merged', hash: before, changed })
    expect(await headOf(catalog, target)).toBe(before)

    const merged = await mergeInto(catalog)(source, target)
    expect(merged).toEqual({ kind: 'merged', hash: await headOf(catalog, target), changed })
    const names = (await catalog.entries(target)).map(({ key }) => keyText(key))
    expect(names).toEqual(['bronze', 'bronze.a', 'bronze.b', 'bronze.d'])
    expect(await locationAt(catalog, target, 'bronze.a')).toBe(table(2).metadataLocation)
    expect(await locationAt(catalog, target, 'bronze.b')).toBe(table(2).metadataLocation)
    const [top] = await catalog.log(target, { max: 1 })
    expect(top).toMatchObject({ message: `merge ${source}`, author: AUTHOR, properties: { plan: 'sha256:1' }, changed })
    expect(top?.parents).toEqual([before, await headOf(catalog, source)])
  })

  test('merging twice says that there is nothing to do', async () => {
    const { catalog, branch } = await given()
    const [source, target] = [await branch('again-source'), await branch('again-target')]
    await commitTo(catalog)(source, [put('bronze.a', 1)])
    expect((await mergeInto(catalog)(source, target)).kind).toBe('merged')
    expect(await mergeInto(catalog)(source, target)).toEqual({ kind: 'nothing' })
  })

  test('a second merge takes over only what came since the first', async () => {
    const { catalog, branch } = await given()
    const [source, target] = [await branch('since-source'), await branch('since-target')]
    const commit = commitTo(catalog)
    const id = idOf(await commit(source, [put('bronze.a', 1)]), 'bronze.a')
    await mergeInto(catalog)(source, target)
    await commit(source, [put('bronze.a', 2, id)])
    await commit(target, [put('bronze.other', 1)])
    expect(await mergeInto(catalog)(source, target)).toMatchObject({ kind: 'merged', changed: [['bronze', 'a']] })
    expect(await locationAt(catalog, target, 'bronze.a')).toBe(table(2).metadataLocation)
  })

  test('a table that both sides changed is a conflict, also in a dry run, and nothing is merged', async () => {
    const { catalog, branch } = await given()
    const target = await branch('both')
    const commit = commitTo(catalog)
    const first = await commit(target, [put('bronze.a', 1), put('bronze.b', 1)])
    const source = `${target}-source`
    await catalog.createReference({ kind: 'branch', name: source, hash: await headOf(catalog, target) })
    await commit(source, [put('bronze.a', 2, idOf(first, 'bronze.a')), put('bronze.b', 2, idOf(first, 'bronze.b'))])
    await commit(target, [put('bronze.a', 3, idOf(first, 'bronze.a'))])
    const before = await headOf(catalog, target)
    const conflict = { kind: 'conflict', conflicts: [{ kind: 'changed', key: ['bronze', 'a'] }] }
    expect(await mergeInto(catalog)(source, target, true)).toEqual(conflict)
    expect(await mergeInto(catalog)(source, target)).toEqual(conflict)
    expect(await headOf(catalog, target)).toBe(before)
    expect(await locationAt(catalog, target, 'bronze.b')).toBe(table(1).metadataLocation)
  })

  test('where the source is to win, what the target changed gives way, a dropped and remade table too', async () => {
    const { catalog, branch } = await given()
    const target = await branch('wins')
    const commit = commitTo(catalog)
    const first = await commit(target, [put('bronze.a', 1), put('bronze.b', 1), put('bronze.c', 1)])
    const source = `${target}-source`
    await catalog.createReference({ kind: 'branch', name: source, hash: await headOf(catalog, target) })
    await commit(source, [put('bronze.a', 2, idOf(first, 'bronze.a')), put('bronze.b', 2, idOf(first, 'bronze.b'))])
    await commit(target, [put('bronze.a', 3, idOf(first, 'bronze.a')), drop('bronze.b')])
    await commit(target, [put('bronze.b', 4)])
    const request = { from: source, into: target, message: 'merge', author: AUTHOR }
    const hashes = { fromHash: await headOf(catalog, source), expected: await headOf(catalog, target) }
    const sourceWins = [['bronze', 'a']]
    const left = { kind: 'conflict', conflicts: [{ kind: 'changed', key: ['bronze', 'b'] }] }
    expect(await catalog.merge({ ...request, ...hashes, sourceWins, dryRun: true })).toEqual(left)
    expect(await catalog.merge({ ...request, ...hashes, sourceWins, dryRun: false })).toEqual(left)
    const both = [...sourceWins, ['bronze', 'b']]
    const merged = await catalog.merge({ ...request, ...hashes, sourceWins: both, dryRun: false })
    expect(merged).toMatchObject({ kind: 'merged', changed: both })
    expect(await locationAt(catalog, target, 'bronze.a')).toBe(table(2).metadataLocation)
    expect(await locationAt(catalog, target, 'bronze.b')).toBe(table(2).metadataLocation)
    expect(await locationAt(catalog, target, 'bronze.c')).toBe(table(1).metadataLocation)
  })

  test('a merge into a branch that moved since it was looked at is refused', async () => {
    const { catalog, branch } = await given()
    const [source, target] = [await branch('cas-source'), await branch('cas-target')]
    const seen = await headOf(catalog, target)
    await commitTo(catalog)(source, [put('bronze.a', 1)])
    await commitTo(catalog)(target, [put('bronze.b', 1)])
    const now = await headOf(catalog, target)
    const request = { from: source, fromHash: await headOf(catalog, source), into: target, expected: seen }
    const meta = { message: 'merge', author: AUTHOR, dryRun: false }
    expect(await catalog.merge({ ...request, ...meta })).toEqual({ kind: 'moved', hash: now })
    expect(await headOf(catalog, target)).toBe(now)
  })

  test('a difference names what is added, changed and dropped, with both contents', async () => {
    const { catalog, branch } = await given()
    const from = await branch('diff')
    const first = await commitTo(catalog)(from, [put('bronze.a', 1), put('bronze.b', 1), put('bronze.c', 1)])
    const to = `${from}-to`
    await catalog.createReference({ kind: 'branch', name: to, hash: await headOf(catalog, from) })
    const [a, b] = [idOf(first, 'bronze.a'), idOf(first, 'bronze.b')]
    const second = await commitTo(catalog)(to, [put('bronze.a', 2, a), drop('bronze.b'), put('bronze.d', 1)])
    expect(await catalog.diff(from, to)).toEqual([
      { key: ['bronze', 'a'], from: { ...table(1), id: a }, to: { ...table(2), id: a } },
      { key: ['bronze', 'b'], from: { ...table(1), id: b }, to: undefined },
      { key: ['bronze', 'd'], from: undefined, to: { ...table(1), id: idOf(second, 'bronze.d') } },
    ])
    expect(await catalog.diff(from, from)).toEqual([])
  })

  test('a tag stays where it is; an old state is read by tag and by hash; a branch goes back to it', async () => {
    const { catalog, branch } = await given()
    const dev = await branch('back')
    const id = idOf(await commitTo(catalog)(dev, [put('bronze.a', 1)]), 'bronze.a')
    const then = await headOf(catalog, dev)
    const tag = `${dev}-tag`
    expect(await catalog.createReference({ kind: 'tag', name: tag, hash: then })).toBe(true)
    expect(await catalog.createReference({ kind: 'tag', name: tag, hash: then })).toBe(false)
    await commitTo(catalog)(dev, [put('bronze.a', 2, id)])
    const now = await headOf(catalog, dev)
    expect(await catalog.reference(tag)).toEqual({ kind: 'tag', name: tag, hash: then })
    expect(await locationAt(catalog, tag, 'bronze.a')).toBe(table(1).metadataLocation)
    expect(await locationAt(catalog, then, 'bronze.a')).toBe(table(1).metadataLocation)
    expect(await catalog.assignBranch({ kind: 'branch', name: dev, hash: then }, then)).toBe(false)
    expect(await catalog.assignBranch({ kind: 'branch', name: dev, hash: now }, then)).toBe(true)
    expect(await locationAt(catalog, dev, 'bronze.a')).toBe(table(1).metadataLocation)
    expect(await catalog.deleteReference({ kind: 'tag', name: tag, hash: then })).toBe(true)
    expect(await catalog.reference(tag)).toBeUndefined()
  })

  test('a reference is deleted only where it was seen', async () => {
    const { catalog, branch } = await given()
    const dev = await branch('gone')
    const seen = await headOf(catalog, dev)
    await commitTo(catalog)(dev, [put('bronze.a', 1)])
    expect(await catalog.deleteReference({ kind: 'branch', name: dev, hash: seen })).toBe(false)
    expect((await catalog.references()).map(({ name }) => name)).toContain(dev)
    expect(await catalog.deleteReference({ kind: 'branch', name: dev, hash: await headOf(catalog, dev) })).toBe(true)
    expect(await catalog.reference(dev)).toBeUndefined()
  })

  test('the base of two branches is the last commit they share', async () => {
    const { catalog, branch } = await given()
    const a = await branch('base-a')
    await commitTo(catalog)(a, [put('bronze.a', 1)])
    const shared = await headOf(catalog, a)
    const b = `${a}-b`
    await catalog.createReference({ kind: 'branch', name: b, hash: shared })
    await commitTo(catalog)(a, [put('bronze.x', 1)])
    await commitTo(catalog)(b, [put('bronze.y', 1)])
    expect(await catalog.mergeBase(a, b)).toBe(shared)
  })

  test('a branch that is not there is said with what there is, and a hostile name never reaches the catalog', async () => {
    const { catalog, branch } = await given()
    const dev = await branch('somewhere')
    await expect(catalog.entries(`${dev}x`)).rejects.toThrow(`no branch or tag "${dev}x"`)
    for (const name of ['--upload-pack=x', '../main', 'a..b', 'a b', 'HEAD', 'x.lock', 'a//b', '@{1}', 'a:b', ''])
      await expect(catalog.reference(name)).rejects.toThrow('is no name of a branch or tag')
  })

  test('twenty writers at once on one branch: every table that was acknowledged is there', async () => {
    const { catalog, branch } = await given()
    const dev = await branch('many')
    const seen = await headOf(catalog, dev)
    const all = Array.from({ length: 20 }, (_, i) => `bronze.t${i}`)
    const done = await Promise.all(all.map((name) => commitTo(catalog)(dev, [put(name, 1)], seen)))
    expect(done.map(({ kind }) => kind)).toEqual(all.map(() => 'committed'))
    expect((await catalog.entries(dev)).map(({ key }) => keyText(key)).sort()).toEqual(['bronze', ...all].sort())
  }, 60_000)
}

/** The namespace that all tests stand on. */
export async function withBronze(catalog: BranchCatalog): Promise<void> {
  const main = await catalog.reference('main')
  if (main === undefined) throw new Error('a new catalog has a branch main')
  if ((await catalog.content('main', ['bronze'])) !== undefined) return
  const operations = [make('bronze')]
  await catalog.commit({ branch: 'main', expected: main.hash, operations, message: 'bronze', author: AUTHOR })
}

let branches = 0
export const branchFrom =
  (catalog: BranchCatalog) =>
  async (name: string): Promise<string> => {
    const main = await catalog.reference('main')
    const unique = `${name}-${++branches}`
    await catalog.createReference({ kind: 'branch', name: unique, hash: main?.hash ?? '' })
    return unique
  }
