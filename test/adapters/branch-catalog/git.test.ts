import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { gitCatalog } from '../../../src/adapters/branch-catalog/git.ts'
import { DqError } from '../../../src/kernel/errors.ts'
import { branchFrom, testBranchCatalog, withBronze } from './suite.ts'

const folders: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dq-catalog-'))
  folders.push(folder)
  return join(folder, 'lake', 'catalog.git')
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('embedded catalog', () => {
  const opened = newFolder()
  testBranchCatalog(async () => {
    const catalog = await gitCatalog({ folder: opened, now: Date.now })
    await withBronze(catalog)
    return { catalog, branch: branchFrom(catalog) }
  })

  test('it is a git repository: git itself finds it whole, and shows who changed what', async () => {
    const folder = newFolder()
    await withBronze(await gitCatalog({ folder, now: Date.now }))
    const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' })
    expect(git('fsck', '--strict')).toBe('')
    expect(git('log', '--format=%an|%s', '--name-only', 'main')).toBe(
      'Ana Lima|bronze\n\nbronze/_namespace.json\ndq|An empty catalog\n',
    )
  })

  test('reading makes nothing: there is an empty main; the first change makes it, and what was seen before still holds', async () => {
    const folder = newFolder()
    const catalog = await gitCatalog({ folder, now: Date.now })
    const [main] = await catalog.references()
    expect(main).toMatchObject({ kind: 'branch', name: 'main' })
    expect(await catalog.entries('main')).toEqual([])
    expect(await catalog.log(main?.hash ?? '')).toEqual([])
    expect(await catalog.diff('main', 'main')).toEqual([])
    await expect(catalog.entries('mein')).rejects.toThrow('the catalog has no branch or tag "mein"')
    await expect(catalog.diff('main', 'mein')).rejects.toThrow('the catalog has no branch or tag "mein"')
    expect(existsSync(dirname(folder))).toBe(false)
    // Somebody else begins meanwhile, and what was seen is not moved by it.
    await withBronze(await gitCatalog({ folder, now: Date.now }))
    expect(await catalog.createReference({ kind: 'tag', name: 'start', hash: main?.hash ?? '' })).toBe(true)
    expect(await catalog.entries('start')).toEqual([])
    expect((await catalog.entries('main')).map(({ key }) => key)).toEqual([['bronze']])
    expect(await catalog.entries(main?.hash ?? '')).toEqual([])
  })

  test.for([
    [
      'error: insufficient permission for adding an object to repository database ./objects',
      'insufficient permission',
      /DQ_STATE_DIR/,
    ],
    [
      "fatal: Unable to create temporary file '/x/objects/pack/tmp_pack_1': Permission denied",
      'permission denied',
      /DQ_STATE_DIR/,
    ],
    [
      "fatal: cannot lock ref 'refs/heads/main': Unable to create '/x/main.lock': Read-only file system",
      'read-only file system',
      /DQ_STATE_DIR/,
    ],
    ['fatal: write error: No space left on device', 'no space left on device', /make room/],
  ] as const)('a folder that git cannot write to is no bug: %s', async ([said, reason, hint], { onTestFinished }) => {
    const folder = newFolder()
    const catalog = await gitCatalog({ folder, now: Date.now })
    await withBronze(catalog)
    // Whoever runs this may be allowed everything: git says what it would say to others.
    const bin = join(dirname(folder), 'bin')
    mkdirSync(bin)
    writeFileSync(join(bin, 'git'), `#!/bin/sh\necho "${said}" >&2\nexit 128\n`, { mode: 0o755 })
    const { PATH } = process.env
    onTestFinished(() => {
      process.env.PATH = PATH
    })
    process.env.PATH = `${bin}:${PATH}`
    const failure = await catalog.references().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(DqError)
    expect(failure).toMatchObject({ message: `git cannot write in ${folder}: ${reason}` })
    expect((failure as DqError).hint).toMatch(hint)
  })

  test('opened by many at once, it is made once', async () => {
    const folder = newFolder()
    const all = await Promise.all(Array.from({ length: 6 }, () => gitCatalog({ folder, now: Date.now })))
    const heads = new Set((await Promise.all(all.map((one) => one.reference('main')))).map((main) => main?.hash))
    expect(heads.size).toBe(1)
  })

  test('a lock that a killed process left behind does not stop the next commit', async () => {
    const folder = newFolder()
    const catalog = await gitCatalog({ folder, now: Date.now })
    await withBronze(catalog)
    const lock = join(folder, 'refs', 'heads', 'main.lock')
    writeFileSync(lock, '')
    const longAgo = new Date(Date.now() - 60_000)
    utimesSync(lock, longAgo, longAgo)
    const main = await catalog.reference('main')
    const made = { kind: 'put' as const, key: ['silver'], content: { kind: 'namespace' as const, properties: {} } }
    const request = { branch: 'main', expected: main?.hash ?? '', operations: [made], message: 'silver', author: 'a' }
    expect((await catalog.commit(request)).kind).toBe('committed')
  })

  test('a message that somebody made by hand with git, however it looks, does not stop the log', async () => {
    const folder = newFolder()
    const catalog = await gitCatalog({ folder, now: Date.now })
    await withBronze(catalog)
    const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim()
    const who = ['-c', 'user.name=Eve', '-c', 'user.email=eve@example.org']
    const made = git(...who, 'commit-tree', 'main^{tree}', '-p', 'main', '-m', 'Dq-Properties: {"dq.audit": 1')
    git('update-ref', 'refs/heads/main', made)
    expect(await catalog.log('main', { max: 1 })).toMatchObject([{ hash: made, properties: {} }])
  })

  test('an environment of git’s own, as in a hook, does not lead it to another repository', async () => {
    const folder = newFolder()
    process.env.GIT_DIR = '/nowhere/.git'
    try {
      const catalog = await gitCatalog({ folder, now: Date.now })
      expect((await catalog.references()).map(({ name }) => name)).toEqual(['main'])
    } finally {
      delete process.env.GIT_DIR
    }
  })
})
