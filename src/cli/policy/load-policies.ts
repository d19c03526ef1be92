import { NO_POLICY } from '../../contracts/policies/branch-policy.ts'
import {
  BRANCHES_FILE,
  GROUPS_FILE,
  PERMITS_FILE,
  POLICY_FILES,
  type PolicyFile,
} from '../../contracts/policies/files.ts'
import { NO_GROUPS, readGroups } from '../../contracts/policies/groups.ts'
import { readPermits } from '../../contracts/policies/permit.ts'
import { readBranchPolicy } from '../../contracts/policies/read-policy.ts'
import type { Policies, PolicySource } from '../../contracts/policies/situation.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { Settings } from '../config.ts'
import { contractsAt } from '../wiring/policy.ts'
import { type PolicyTexts, policyTexts } from './policy-texts.ts'

export interface LoadedPolicies {
  readonly policies: Policies
  readonly source: PolicySource
  /** False where the repo has no policy of branches: nothing is protected, and nothing can be promoted. */
  readonly isThere: boolean
}

/**
 * The policy that judges: of the commit that `ref` names, else of the work tree; a mistake in any of its files is a DqError,
 * as half a policy is none.
 */
export async function loadPolicies(settings: Settings, ref?: string): Promise<LoadedPolicies> {
  if (ref !== undefined) {
    const found = await contractsAt(settings, ref)
    if (found === undefined) throw new DqError(`${ref} has no commit yet`, { hint: 'commit the policy first' })
    const texts = await textsOf(found.snapshot)
    return { ...parsed(texts), source: { kind: 'ref', ref, commit: found.commit } }
  }
  const texts = policyTexts(settings)
  return { ...parsed(texts), source: await worktree(settings, texts) }
}

/** Compared by their bytes: `git status` can be told to look away. */
async function worktree(settings: Settings, now: PolicyTexts): Promise<PolicySource> {
  const head = await contractsAt(settings, 'HEAD').catch((error: unknown) => {
    if (error instanceof DqError && /is in no git repository|git is not installed/.test(error.message)) return undefined
    throw error
  })
  const then = head && (await textsOf(head.snapshot))
  if (head === undefined || then === undefined || !then.has(BRANCHES_FILE))
    return { kind: 'worktree', commit: undefined, changed: true }
  const plain = (texts: PolicyTexts, name: PolicyFile) => texts.get(name)?.text.replaceAll('\r\n', '\n')
  return {
    kind: 'worktree',
    commit: head.commit,
    changed: POLICY_FILES.some((name) => plain(then, name) !== plain(now, name)),
  }
}

async function textsOf(snapshot: {
  readonly folder: string
  readAll(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>
}): Promise<PolicyTexts> {
  const files = await snapshot.readAll(POLICY_FILES)
  return new Map(
    POLICY_FILES.flatMap((name) => {
      const bytes = files.get(name)
      const shown = `${snapshot.folder}/${name}`
      return bytes === undefined ? [] : [[name, { text: new TextDecoder().decode(bytes), shown }] as const]
    }),
  )
}

function parsed(texts: PolicyTexts): { readonly policies: Policies; readonly isThere: boolean } {
  const file = (name: PolicyFile) => texts.get(name)
  const [branches, groups, permits] = [file(BRANCHES_FILE), file(GROUPS_FILE), file(PERMITS_FILE)]
  const readBranches = branches && readBranchPolicy(branches.text, branches.shown)
  const readPeople = groups && readGroups(groups.text, groups.shown)
  const readLeave = permits && readPermits(permits.text, permits.shown)
  failAtFirst([readBranches, readPeople, readLeave].flatMap((one) => one?.findings ?? []))
  return {
    policies: {
      branches: readBranches?.policy ?? NO_POLICY,
      groups: readPeople?.groups ?? NO_GROUPS,
      permits: readLeave?.permits ?? [],
    },
    isThere: branches !== undefined,
  }
}

function failAtFirst(findings: readonly Finding[]): void {
  const [first, ...others] = findings
  if (first === undefined) return
  const more = others.length === 0 ? '' : ` (and ${others.length} more: dq policy lint)`
  throw new DqError(`the policy has mistakes: ${first.message}${more}`, {
    at: first.at,
    ...(first.fix && { hint: first.fix }),
  })
}
