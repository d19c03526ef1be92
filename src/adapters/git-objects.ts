import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { Socket } from 'node:net'
import { DqError } from '../kernel/errors.ts'

export interface GitObject {
  readonly id: string
  readonly type: string
  readonly bytes: Buffer
}

/** Objects as git names them; undefined for one that is not there, and for a name that holds a line break. */
export type ReadObjects = (names: readonly string[]) => Promise<readonly (GitObject | undefined)[]>

/** So long after its last answer git ends. */
const IDLE_MS = 1000

/** Those that run, by their folder: whoever asks. One that was deleted and made again is another folder. */
const running = new Map<string, ReadObjects>()

/**
 * One `git cat-file --batch` for whatever is asked while it runs: starting a program costs a process of 400 MiB 14 ms in which it does nothing
 * else, an answer 0.05 ms. Git looks at references and for new objects with each question. It does not keep this process alive, and ends with it.
 * Rejects with what git says when it fails; the next question finds another one.
 */
export function objectReader(folder: string, environment: () => Record<string, string>, idle = IDLE_MS): ReadObjects {
  return async (names) => {
    if (names.length === 0) return []
    const { dev, ino } = statSync(folder, { throwIfNoEntry: false }) ?? {}
    const key = `${folder} ${dev} ${ino}`
    const begin = (): ReadObjects => {
      const ask = startBatch(folder, environment(), idle, () => running.delete(key))
      running.set(key, ask)
      return ask
    }
    const kept = running.get(key)
    if (kept === undefined) return begin()(names)
    // Ctrl-C and the end of a service go to git too, while we may have something to finish: another one answers, or says why not.
    return kept(names).catch(() => (running.get(key) ?? begin())(names))
  }
}

interface Waiting {
  readonly resolve: (object: GitObject | undefined) => void
  readonly reject: (error: Error) => void
}

/** `over` is called once, when it takes no more questions. */
function startBatch(folder: string, env: Record<string, string>, idle: number, over: () => void): ReadObjects {
  const git = spawn('git', ['cat-file', '--batch'], { cwd: folder, env, windowsHide: true })
  const handles = [git, ...git.stdio.filter((stream) => stream instanceof Socket)]
  const waiting: Waiting[] = []
  let isOver = false
  let said = ''
  const finish = () => {
    if (!isOver) over()
    isOver = true
    clearTimeout(timer)
  }
  const fail = (error: Error) => {
    finish()
    for (const { reject } of waiting.splice(0)) reject(error)
  }
  const rest = () => {
    for (const handle of handles) handle.unref()
    timer.refresh()
  }
  const timer = setTimeout(() => {
    if (waiting.length > 0) return
    finish()
    git.stdin.end()
  }, idle).unref()
  git.stdout.on(
    'data',
    objectParser((object) => {
      waiting.shift()?.resolve(object)
      if (waiting.length === 0) rest()
    }),
  )
  git.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-10_000)
  })
  // A pipe that git has left: what it says when it is gone is the reason.
  git.stdin.on('error', () => undefined)
  git.on('error', fail)
  git.on('close', (code, signal) => fail(new Error(said || `git cat-file ended without an answer (${signal ?? code})`)))
  return (names) => {
    for (const handle of handles) handle.ref()
    const answers = names.map(
      () => new Promise<GitObject | undefined>((resolve, reject) => waiting.push({ resolve, reject })),
    )
    // A line is a name; an empty one names nothing.
    git.stdin.write(names.map((name) => (/[\0\n]/.test(name) ? '\n' : `${name}\n`)).join(''))
    return Promise.all(answers)
  }
}

/** Not there, and must be: something names it. */
export const lackingObject = (id: string): DqError =>
  new DqError(`the git repository lacks the object ${id}`, { hint: 'git fetch --refetch, or git fsck to see why' })

/** Git prints `<id> <type> <size>`, a line break, the bytes, a line break; for what it has not, one line that says so. */
export function objectParser(found: (object: GitObject | undefined) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = []
  let held = 0
  // What comes next is not whole before there are so many bytes: a long object is put together once.
  let needed = 1
  return (chunk) => {
    chunks.push(chunk)
    held += chunk.length
    if (held < needed) return
    const bytes = held === chunk.length ? chunk : Buffer.concat(chunks)
    let at = 0
    while (bytes.length - at >= needed) {
      const { end, object } = answerAt(bytes, at)
      if (end > bytes.length) needed = end - at
      else {
        found(object)
        at = end
        needed = 1
      }
    }
    chunks = [bytes.subarray(at)]
    held = bytes.length - at
  }
}

/** It ends behind the last byte when it is not whole. */
function answerAt(bytes: Buffer, at: number): { readonly end: number; readonly object: GitObject | undefined } {
  const start = bytes.indexOf(0x0a, at) + 1
  if (start === 0) return { end: bytes.length + 1, object: undefined }
  const line = bytes.toString('utf8', at, start - 1)
  const [, id, type, size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(line) ?? []
  if (id === undefined || type === undefined) return { end: start, object: undefined }
  const end = start + Number(size) + 1
  return { end, object: { id, type, bytes: bytes.subarray(start, end - 1) } }
}
