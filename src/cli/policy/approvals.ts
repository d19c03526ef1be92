import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  approvalText,
  type GivenApproval,
  readApproval,
  SIGNATURE_NAMESPACE,
} from '../../contracts/policies/approval.ts'
import type { Groups } from '../../contracts/policies/groups.ts'
import { personOf } from '../../contracts/policies/identity.ts'
import { DqError } from '../../kernel/errors.ts'
import { shownPath } from '../shown-path.ts'
import { signatureFault } from '../wiring/policy.ts'

/** Where approvals of a plan lie: one file a person, so that two who approve at once do not meet. */
export const approvalsFolder = (planFile: string): string => `${planFile}.approvals`

/** The approvals beside a plan file, and those in further files or folders; signatures are checked against the keys of `groups`. */
export async function loadApprovals(
  planFile: string | undefined,
  more: readonly string[],
  groups: Groups,
): Promise<readonly GivenApproval[]> {
  const beside = planFile === undefined ? [] : filesOf(approvalsFolder(planFile), { optional: true })
  const files = [...new Set([...beside, ...more.flatMap((path) => filesOf(path, { optional: false }))])]
  return Promise.all(files.map((file) => loadApproval(readFileSync(file, 'utf8'), shownPath(file), groups)))
}

function filesOf(path: string, { optional }: { readonly optional: boolean }): readonly string[] {
  if (!existsSync(path)) {
    if (optional) return []
    throw new DqError(`there is no approval ${shownPath(path)}`, { hint: 'dq approve <plan> writes one' })
  }
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).filter((name) => name.endsWith('.json'))
  return names.sort().map((name) => join(path, name))
}

/** The text of an approval's file, with what its signature proves. */
export async function loadApproval(text: string, shown: string, groups: Groups): Promise<GivenApproval> {
  const read = readApproval(text, shown)
  if (read.fault !== undefined) return read
  const { file, approval, signature } = read
  if (signature === undefined) return { file, approval, proof: { kind: 'unsigned' } }
  const person = personOf(approval.by, groups)
  const keys = person === undefined ? [] : (groups.people[person]?.keys ?? [])
  if (person === undefined || keys.length === 0) {
    const whose = person ?? approval.by.email ?? approval.by.name
    return { file, approval, proof: { kind: 'bad', reason: `groups.yaml has no key of ${whose}` } }
  }
  const request = { text: approvalText(approval), signature, namespace: SIGNATURE_NAMESPACE, keys }
  const reason = await signatureFault(request)
  return { file, approval, proof: reason === undefined ? { kind: 'signed', person } : { kind: 'bad', reason } }
}
