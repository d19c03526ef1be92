import { relative } from 'node:path'
import { DqError } from '../kernel/errors.ts'

const WHAT: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  EACCES: ['permission denied', 'change who may write there, or name another place'],
  EPERM: ['the system does not permit it', 'change who may write there, or name another place'],
  EROFS: ['the file system is read-only', 'work on a copy, or name a place that can be written'],
  ENOSPC: ['no space is left on the device', 'make room, then run it again'],
  EDQUOT: ['the disk quota is used up', 'make room, then run it again'],
  EISDIR: ['it is a folder', 'name a file'],
  ENOTDIR: ['a file stands where a folder would have to be', 'name another place'],
  EMFILE: ['too many files are open', 'allow more: ulimit -n'],
}

/** What the disk refuses is no bug of dq: an expected failure with the path; undefined when the error is something else. */
export function diskFailure(error: unknown, folder = process.cwd()): DqError | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined
  const known = WHAT[String(error.code)]
  if (known === undefined) return undefined
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined
  const near = path === undefined ? undefined : relative(folder, path)
  const shown = near === undefined || near.startsWith('..') ? path : near
  const where = shown === undefined ? '' : ` ${shown === '' ? '.' : shown}`
  return new DqError(`${String(error.syscall)}${where}: ${known[0]}`, { hint: known[1], cause: error })
}
