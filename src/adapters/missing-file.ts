import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { DqError } from '../kernel/errors.ts'
import { suggest } from '../kernel/suggest.ts'

/** The error of a path that cannot be read as a file, with the name in its folder that was probably meant. */
export function missingFile(path: string, cause: unknown): DqError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
  const at = { file: path }
  if (cause === undefined) return new DqError(`${path} is a folder`, { hint: 'name a file in it', at })
  if (code !== 'ENOENT' && code !== 'ENOTDIR')
    return new DqError(`${path} cannot be read: ${code ?? String(cause)}`, { hint: 'check its permissions', at, cause })
  const names = namesIn(dirname(path))
  if (names === undefined)
    return new DqError(`there is no folder ${dirname(path)}`, {
      hint: `so ${path} cannot be read: check the path`,
      at,
      cause,
    })
  const near = suggest(basename(path), names)
  const hint =
    near === undefined ? `the folder holds ${names.slice(0, 10).join(', ') || 'nothing'}` : `did you mean "${near}"?`
  return new DqError(`there is no file ${path}`, { hint, at, cause })
}

function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder).sort()
  } catch {
    return undefined
  }
}
