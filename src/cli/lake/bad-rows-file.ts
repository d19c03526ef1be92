import { randomUUID } from 'node:crypto'
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DqError } from '../../kernel/errors.ts'
import { diskFailure } from '../disk-failure.ts'

/** Where rows that break a contract are put aside: under a name of its own until the other rows are committed. */
export interface BadRowsFile {
  readonly partial: string
  /** Gives it its name. */
  keep(): void
  /** Removes what has no name yet. */
  drop(): void
}

/** Makes the file, empty, before a row is read: whether it can be written is known then, and told in our words. */
export function badRowsFile(file: string): BadRowsFile {
  if (existsSync(file))
    throw new DqError(`${file} is there already`, { hint: 'name another file for the rows that break the contract' })
  const partial = `${file}.${randomUUID().slice(0, 8)}.partial`
  try {
    writeFileSync(partial, '', { flag: 'wx' })
  } catch (error) {
    throw notWritable(file, error)
  }
  return { partial, keep: () => renameSync(partial, file), drop: () => rmSync(partial, { force: true }) }
}

function notWritable(file: string, cause: unknown): Error {
  const folder = dirname(file)
  const what = `--bad-rows ${file} cannot be written`
  if (!existsSync(folder))
    return new DqError(`${what}: there is no folder ${folder}`, { hint: `make it: mkdir -p ${folder}`, cause })
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOTDIR')
    return new DqError(`${what}: ${folder} is no folder`, { hint: 'name a file in a folder', cause })
  const failure = diskFailure(cause)
  if (failure === undefined)
    return new DqError(`${what}: ${String(code ?? cause)}`, { hint: 'name another place', cause })
  return new DqError(`${what}: ${failure.message.replace(/^.*: /, '')}`, { hint: failure.hint ?? '', cause })
}
