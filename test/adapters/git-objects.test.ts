import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { type Git, gitIn } from '../../src/adapters/git.ts'
import { type GitObject, objectParser, objectReader } from '../../src/adapters/git-objects.ts'
import { gitRepo, tempFolder } from '../git-repo.ts'

const GIT = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()

/** Puts a git on PATH that notes its process id and arguments and then is git, or what `body` says instead. */
function noted(body = `exec ${GIT} "$@"`) {
  const folder = tempFolder()
  const notes = join(folder, 'notes')
  writeFileSync(notes, '')
  const say = (script: string) => {
    writeFileSync(join(folder, 'git'), `#!/bin/sh\necho "$$ $*" >> ${notes}\n${script}\n`)
    chmodSync(join(folder, 'git'), 0o755)
  }
  say(body)
  const { PATH } = process.env
  process.env.PATH = `${folder}:${PATH}`
  onTestFinished(() => {
    process.env.PATH = PATH
  })
  const started = () =>
    readFileSync(notes, 'utf8')
      .split('\n')
      .flatMap((line) => (/ cat-file /.test(line) ? [Number(line.split(' ')[0])] : []))
  return { say, started }
}

const texts = async (git: Pick<Git, 'objects'>, ...names: string[]) =>
  (await git.objects(names)).map((object) => object?.bytes.toString())

/** A repository with 30 files of different lengths, one of them longer than a pipe holds. */
function thirty() {
  const repo = gitRepo()
  const files = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`${i}.txt`, `${i}\n`.repeat(i === 7 ? 90_000 : i)]),
  )
  return { ...repo, files, commit: repo.commit('thirty', files) }
}

test('what is asked at once and one after the other costs one process; what is missing spoils nothing', async () => {
  const { folder, files, commit } = thirty()
  const { started } = noted()
  const git = gitIn(folder)
  const together = await Promise.all(
    Object.keys(files).map((name) => texts(git, `${commit}:${name}`, `${commit}:no-${name}`, 'two\nlines')),
  )
  expect(together).toEqual(Object.values(files).map((text) => [text, undefined, undefined]))
  expect(await texts(git, `${commit}:3.txt`)).toEqual(['3\n3\n3\n'])
  expect(await git.objects([])).toEqual([])
  expect(started()).toHaveLength(1)
})

test('who opens the same repository again asks the same process; one made again at its place is another', async () => {
  const repo = gitRepo()
  repo.commit('one', { 'a.txt': 'first' })
  const { started } = noted()
  for (let i = 0; i < 3; i++) expect(await texts(gitIn(repo.folder), 'HEAD:a.txt')).toEqual(['first'])
  expect(started()).toHaveLength(1)
  renameSync(repo.folder, `${repo.folder}-old`)
  onTestFinished(() => rmSync(`${repo.folder}-old`, { recursive: true }))
  mkdirSync(repo.folder)
  gitRepo(repo.folder).commit('one', { 'a.txt': 'made again' })
  expect(await texts(gitIn(repo.folder), 'HEAD:a.txt')).toEqual(['made again'])
})

test('a reference that moves, an object that is new and one that was packed meanwhile are seen', async () => {
  const repo = gitRepo()
  const first = repo.commit('one', { 'a.txt': 'first' })
  const { started } = noted()
  const git = gitIn(repo.folder)
  // printf 'blob 5\0later' | sha1sum
  const later = 'bca257e554753db146185be2a7bd27ba97cf4765'
  expect(await texts(git, 'refs/heads/main:a.txt', later)).toEqual(['first', undefined])
  repo.commit('two', { 'a.txt': 'later' })
  expect(await texts(git, 'refs/heads/main:a.txt', later)).toEqual(['later', 'later'])
  repo.git('gc', '-q', '--prune=now')
  expect(await texts(git, 'refs/heads/main:a.txt', `${first}:a.txt`)).toEqual(['later', 'first'])
  repo.commit('three', { 'a.txt': 'third' })
  repo.git('repack', '-q', '-a', '-d')
  repo.git('pack-refs', '--all')
  expect(await texts(git, 'refs/heads/main:a.txt', `${first}:a.txt`)).toEqual(['third', 'first'])
  repo.git('update-ref', '-d', 'refs/heads/main')
  expect(await texts(git, 'refs/heads/main:a.txt', `${first}:a.txt`)).toEqual([undefined, 'first'])
  expect(started()).toHaveLength(1)
})

test('after a while without a question git ends; the next question finds another one', async () => {
  const { folder, commit } = thirty()
  const { started } = noted()
  const git = { objects: objectReader(folder, () => ({ PATH: process.env.PATH ?? '' }), 40) }
  for (let i = 0; i < 4; i++) {
    expect(await texts(git, `${commit}:1.txt`)).toEqual(['1\n'])
    await sleep(1)
  }
  const [first = 0] = started()
  await expect.poll(() => isRunning(first), { timeout: 5000 }).toBe(false)
  expect(await texts(git, `${commit}:1.txt`)).toEqual(['1\n'])
  expect(started().length).toBeGreaterThan(1)
})

test('a git that waits keeps no program from its end, and ends with it', async () => {
  const { folder } = thirty()
  const { started } = noted()
  const script = `
    const { gitIn } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/adapters/git.ts'))})
    const [object] = await gitIn(${JSON.stringify(folder)}).objects(['HEAD'])
    const answered = performance.now()
    process.on('exit', () => console.log(object.type, performance.now() - answered < 900))`
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })).toBe(
    'commit true\n',
  )
  const [pid = 0] = started()
  await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false)
})

test('Ctrl-C, which ends git as well, leaves answers to a program that has something to finish', async () => {
  const { folder } = thirty()
  const script = `
    const { gitIn } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/adapters/git.ts'))})
    const git = gitIn(${JSON.stringify(folder)})
    const stays = setInterval(() => {}, 1000)
    process.once('SIGINT', async () => {
      console.log((await git.objects(['HEAD']))[0].type)
      clearInterval(stays)
    })
    await git.objects(['HEAD'])
    console.log('ready')`
  const program = spawn(process.execPath, ['--input-type=module', '-e', script], { detached: true })
  let said = ''
  program.stdout.on('data', (chunk: Buffer) => {
    if (said === '') process.kill(-(program.pid ?? 0), 'SIGINT')
    said += chunk
  })
  const [code] = await once(program, 'close')
  expect([code, said]).toEqual([0, 'ready\ncommit\n'])
})

test('when git fails everybody who waits hears why, and the next question is answered', async () => {
  const { folder, commit } = thirty()
  const { say } = noted(`echo "fatal: detected dubious ownership in repository at '/x'" >&2; exit 128`)
  const git = gitIn(folder)
  const asked = await Promise.allSettled([texts(git, 'HEAD'), texts(git, `${commit}:1.txt`)])
  const reason = { message: 'git does not trust the repository /x: it belongs to another user' }
  expect(asked).toMatchObject([{ reason }, { reason }])
  say(`exec ${GIT} "$@"`)
  expect(await texts(git, `${commit}:1.txt`)).toEqual(['1\n'])
})

test('a git that was killed while it waited is replaced; one that is killed before it answers is told', async () => {
  const { folder, commit } = thirty()
  const { say, started } = noted()
  const git = gitIn(folder)
  const ask = () => texts(git, `${commit}:1.txt`)
  expect(await ask()).toEqual(['1\n'])
  process.kill(started()[0] ?? 0, 'SIGKILL')
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([['1\n'], ['1\n'], ['1\n']])
  expect(started()).toHaveLength(2)
  say('kill -9 $$')
  process.kill(started()[1] ?? 0, 'SIGKILL')
  await expect(ask()).rejects.toThrow('git cat-file ended without an answer (SIGKILL)')
  say(`exec ${GIT} "$@"`)
  expect(await ask()).toEqual(['1\n'])
})

test('without git on PATH the question says so', async () => {
  const { folder } = gitRepo()
  const { PATH } = process.env
  onTestFinished(() => {
    process.env.PATH = PATH
  })
  process.env.PATH = tempFolder()
  await expect(gitIn(folder).objects(['HEAD'])).rejects.toThrow('git is not installed, or not on PATH')
})

test.for([1, 2, 7, 1000])('an answer that comes in pieces of %s bytes is the same', (size) => {
  // Bytes that look like git's own lines, none at all, and every byte there is.
  const id = 'a'.repeat(40)
  const bodies = [
    Buffer.from(`${id} blob 3\n${id} missing\n`),
    Buffer.alloc(0),
    Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
  ]
  const said = Buffer.concat([
    Buffer.from('one missing\n'),
    ...bodies.flatMap((body) => [Buffer.from(`${id} blob ${body.length}\n`), body, Buffer.from('\n')]),
    Buffer.from('ab ambiguous\n'),
  ])
  const found: (GitObject | undefined)[] = []
  const parse = objectParser((object) => found.push(object))
  for (let at = 0; at < said.length; at += size) parse(said.subarray(at, at + size))
  expect(found).toEqual([undefined, ...bodies.map((bytes) => ({ id, type: 'blob', bytes })), undefined])
})

/** Undead ones are not: nobody may have asked for their exit code yet. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
