import { createHash, createHmac, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { ErasureEntry, ErasureLog } from '../../contracts/privacy/ports.ts'
import { DqError } from '../../kernel/errors.ts'
import { takeLock } from '../process-lock.ts'

export interface ErasureLogOptions {
  /** Lines of JSON. */
  readonly path: string
  /** Of the hashes of subjects; by default a file beside the log, made once. */
  readonly key?: string | undefined
  readonly readOnly?: boolean
}

/** A chained log in a file. A line that was changed or taken out is found when it is opened. */
export function openErasureLog({ path, key, readOnly = false }: ErasureLogOptions): ErasureLog {
  if (!readOnly) mkdirSync(dirname(path), { recursive: true })
  const lock = readOnly ? undefined : takeLock(dirname(path))
  if (!readOnly && lock === undefined)
    throw new DqError('another erasure is running', { hint: 'wait for it to end: its log has one writer' })
  if (!readOnly) dropTornLine(path)
  const { entries, last } = read(path)
  let previous = last
  return {
    entries: () => entries,
    append(entry) {
      const line = JSON.stringify({ ...entry, previous })
      const file = openSync(path, 'a', 0o600)
      try {
        writeSync(file, `${line}\n`)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      entries.push(entry)
      previous = digest(line)
    },
    hashOf: (subject) =>
      createHmac('sha256', key ?? keyBeside(path))
        .update(subject)
        .digest('hex'),
    close: () => lock?.release(),
  }
}

/** What a process that died was writing: its step is not noted, and is done again. */
function dropTornLine(path: string): void {
  if (!existsSync(path)) return
  const bytes = readFileSync(path)
  if (bytes.length > 0 && bytes.at(-1) !== 10) truncateSync(path, bytes.lastIndexOf(10) + 1)
}

const digest = (line: string): string => createHash('sha256').update(line).digest('hex')

function read(path: string): { readonly entries: ErasureEntry[]; readonly last: string } {
  const entries: ErasureEntry[] = []
  let last = ''
  if (!existsSync(path)) return { entries, last }
  for (const [i, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (line === '') continue
    const { previous, ...entry } = parsed(line, path, i + 1)
    if (previous !== last)
      throw new DqError('the log of erasures was changed: a line does not follow the one before it', {
        at: { file: path, line: i + 1 },
        hint: 'restore it from a backup: it is evidence',
      })
    entries.push(entry)
    last = digest(line)
  }
  return { entries, last }
}

function parsed(line: string, file: string, number: number): ErasureEntry & { readonly previous: string } {
  try {
    return JSON.parse(line) as ErasureEntry & { readonly previous: string }
  } catch (cause) {
    throw new DqError('the log of erasures has a line that is none', {
      at: { file, line: number },
      hint: 'restore it from a backup: it is evidence',
      cause,
    })
  }
}

function keyBeside(path: string): string {
  const file = join(dirname(path), 'key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8')
}
