import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { addPermit } from '../../contracts/policies/add-permit.ts'
import { PERMITS_FILE } from '../../contracts/policies/files.ts'
import { pathName, pathOf } from '../../contracts/policies/path.ts'
import { type PermitEntry, permitEntry, readPermits } from '../../contracts/policies/permit.ts'
import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Settings } from '../config.ts'
import { today } from '../contract/waivers-file.ts'
import { shownPath } from '../shown-path.ts'
import { loadPolicies } from './load-policies.ts'

export type PermitRequest = Omit<PermitEntry, 'id'> & { readonly id?: string | undefined }

/** Writes a permit at the end of permits.yaml; one that could never be used is refused. Answers with the file and the entry. */
export async function writePermit(
  settings: Settings,
  request: PermitRequest,
): Promise<{ readonly file: string; readonly permit: PermitEntry }> {
  const { policies } = await loadPolicies(settings)
  const { from, to, expires } = request
  if (pathOf(policies.branches, from, to) === undefined) {
    const names = policies.branches.paths.map(pathName)
    throw new DqError(`the policy has no path ${pathName(request)}${didYouMean(pathName(request), names)}`, {
      hint: `paths: ${names.join(', ')}`,
    })
  }
  if (expires < today())
    throw new DqError(`--expires ${expires} has passed already`, { hint: `today is ${today()}: name a later day` })
  const taken = policies.permits.map(({ id }) => id)
  const permit = { ...request, id: request.id ?? freeId(request, taken) }
  const checked = permitEntry.safeParse(permit)
  if (!checked.success) throw new DqError(`no permit: ${checked.error.issues.map(({ message }) => message).join('; ')}`)
  if (taken.includes(permit.id))
    throw new DqError(`there is a permit "${permit.id}" already`, {
      hint: 'a permit is used once: give it another --id',
    })
  const path = join(settings.contracts, PERMITS_FILE)
  const text = addPermit(existsSync(path) ? readFileSync(path, 'utf8') : undefined, checked.data)
  if (readPermits(text, path).findings.length > 0) throw new DqError(`${shownPath(path)} cannot be added to`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.part`, text)
  renameSync(`${path}.part`, path)
  return { file: shownPath(path), permit: checked.data }
}

/** Says what it is for; a number is added when the same was permitted before. */
function freeId({ kind, table, column, expires }: PermitRequest, taken: readonly string[]): string {
  const name = [kind, table, column, expires].filter((part) => part !== undefined).join('-')
  const base = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .slice(0, 90)
  for (let i = 2, id = base; ; id = `${base}-${i++}`) if (!taken.includes(id)) return id
}
