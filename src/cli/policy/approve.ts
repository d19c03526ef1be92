import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import {
  type Approval,
  approvalFileText,
  approvalText,
  SIGNATURE_NAMESPACE,
} from '../../contracts/policies/approval.ts'
import type { Asked } from '../../contracts/policies/branch-policy.ts'
import { catalogIdentity, type Identity, identityText, personOf } from '../../contracts/policies/identity.ts'
import { judgeApprovals } from '../../contracts/policies/judge-approvals.ts'
import { askedOf } from '../../contracts/policies/path.ts'
import { type PlanFile, readPlanFile } from '../../contracts/policies/plan-envelope.ts'
import { DqError } from '../../kernel/errors.ts'
import { sha256 } from '../../kernel/sha256.ts'
import type { Settings } from '../config.ts'
import { shownPath } from '../shown-path.ts'
import { gitSettings, sign } from '../wiring/policy.ts'
import { approvalsFolder, loadApproval } from './approvals.ts'
import { githubReviews } from './github-reviews.ts'
import { loadPolicies } from './load-policies.ts'
import { whoAmI } from './who.ts'

export interface ApproveFlags {
  readonly note?: string | undefined
  readonly sign: boolean
  readonly 'sign-key'?: string | undefined
  readonly 'policy-ref'?: string | undefined
  readonly 'github-reviews'?: string | undefined
}

export interface Approved {
  readonly file: string
  readonly approval: Approval
  readonly isSigned: boolean
  readonly validFor: string
  /** Why it does not count; it is not written then. */
  readonly refused?: string
}

/** The approval of whoever runs this; of the reviewers of a run of GitHub Actions where they are given. */
export async function approveAll(
  settings: Settings,
  planFile: string,
  flags: ApproveFlags,
): Promise<readonly Approved[]> {
  const planPath = resolve(planFile)
  const who = await whoAmI(settings)
  const { 'github-reviews': reviews } = flags
  if (reviews === undefined) return [await approve(settings, planPath, who, flags)]
  const given: Approved[] = []
  for (const { by, note } of githubReviews(resolve(reviews), readPlan(planPath).to.branch, who))
    given.push(await approve(settings, planPath, by, { ...flags, note }))
  return given
}

/** Binds an identity to the digest of a plan. What would not count is not written. */
export async function approve(
  settings: Settings,
  planPath: string,
  by: Identity,
  flags: ApproveFlags,
  now = Date.now(),
): Promise<Approved> {
  const plan = readPlan(planPath)
  const { policies } = await loadPolicies(settings, flags['policy-ref'])
  const asked = askedOf(policies.branches, plan)
  if (asked === undefined)
    throw new DqError(`the policy has no ${plan.kind} from ${plan.from.branch} to ${plan.to.branch}`, {
      hint: 'dq policy show lists what it has',
    })
  const { source, name, email } = by
  if (source === 'catalog') throw new DqError('a commit of the catalog approves nothing')
  const approval: Approval = {
    plan: plan.digest,
    from: plan.from,
    to: plan.to,
    by: { source, name, ...(email !== undefined && { email }) },
    time: new Date(now).toISOString(),
    ...(flags.note !== undefined && { note: flags.note }),
  }
  const signature = await signatureOf(settings, approval, asked, flags)
  const text = approvalFileText(approval, signature)
  const file = join(approvalsFolder(planPath), `${fileName(by, personOf(by, policies.groups))}.json`)
  const given = await loadApproval(text, shownPath(file), policies.groups)
  const { refused } = judgeApprovals(policies, asked, {
    now,
    newestCommit: undefined,
    from: plan.from,
    to: plan.to,
    authors: plan.kind === 'rollback' ? [] : plan.authors.map(catalogIdentity),
    planDigest: plan.digest,
    approvals: [given],
  })
  const result = { file: shownPath(file), approval, isSigned: signature !== undefined, validFor: asked.approvalsValid }
  if (refused[0] !== undefined) return { ...result, refused: refused[0].slice(shownPath(file).length + 2) }
  mkdirSync(approvalsFolder(planPath), { recursive: true })
  writeFileSync(`${file}.part`, text)
  renameSync(`${file}.part`, file)
  return result
}

function readPlan(path: string): PlanFile {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new DqError(`${shownPath(path)} cannot be read`, {
      hint: 'a plan is written by dq promote <from> <to> --plan-out <file>',
      cause: error,
    })
  }
  return readPlanFile(text, shownPath(path))
}

/** One file for one identity: an approval given again takes the place of the first. */
const fileName = (by: Identity, person: string | undefined): string => {
  const plain = (person ?? by.name).replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/^[.-]+|[.-]+$/g, '')
  return `${plain || 'approval'}-${sha256(identityText(by)).slice(0, 8)}`
}

async function signatureOf(
  settings: Settings,
  approval: Approval,
  { signed }: Asked,
  flags: ApproveFlags,
): Promise<string | undefined> {
  if (!signed && !flags.sign && flags['sign-key'] === undefined) return undefined
  const key = flags['sign-key'] ?? (await gitSettings(settings, ['user.signingkey'])).get('user.signingkey')
  if (key === undefined || /^(?:key::|ssh-|ecdsa-|sk-)/.test(key))
    throw new DqError(`${signed ? 'this path asks for signed approvals' : 'nothing to sign with'}: no key is named`, {
      hint: 'dq approve <plan> --sign-key ~/.ssh/id_ed25519, or git config user.signingkey <file>',
    })
  const keyFile = key.startsWith('~/') ? join(homedir(), key.slice(2)) : resolve(key)
  return sign({ text: approvalText(approval), keyFile, namespace: SIGNATURE_NAMESPACE })
}
