import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Identity } from '../../contracts/policies/identity.ts'
import { DqError } from '../../kernel/errors.ts'
import { shownPath } from '../shown-path.ts'

/** `GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals`: who let jobs of this run into an environment. */
const reviews = z.array(
  z.object({
    state: z.string(),
    comment: z.string().default(''),
    environments: z.array(z.object({ name: z.string() })),
    user: z.object({ login: z.string().min(1) }),
  }),
)

export interface Review {
  readonly by: Identity
  readonly note?: string
}

/**
 * Who approved the environment called as the target branch. Only in GitHub Actions, where the answer of its API is as good as the
 * name of the actor; a file on a laptop could say anything.
 */
export function githubReviews(path: string, environment: string, runBy: Identity): readonly Review[] {
  if (runBy.source !== 'github')
    throw new DqError('--github-reviews is for runs of GitHub Actions', {
      hint: 'approve as yourself: dq approve <plan>',
    })
  const parsed = reviews.safeParse(jsonOf(path))
  if (!parsed.success)
    throw new DqError(`${shownPath(path)} is not what GitHub says of a run's approvals`, {
      hint: 'gh api repos/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID/approvals > reviews.json',
    })
  const approved = parsed.data.filter(
    ({ state, environments }) => state === 'approved' && environments.some(({ name }) => name === environment),
  )
  if (approved.length === 0)
    throw new DqError(`nobody approved the environment "${environment}" in this run`, {
      hint: `give the environment "${environment}" required reviewers, in the settings of the repository`,
    })
  return approved.map(({ user, comment }) => ({
    by: { source: 'github', name: user.login },
    ...(comment !== '' && { note: comment }),
  }))
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new DqError(`${shownPath(path)} cannot be read as JSON`, { cause: error })
  }
}
