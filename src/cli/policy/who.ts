import type { Identity } from '../../contracts/policies/identity.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Settings } from '../config.ts'
import { gitSettings } from '../wiring/policy.ts'

/** What each CI says of who started a run, and by which variables it is known that this is one. */
const CI = [
  {
    source: 'github',
    // Who started this very run: a re-run is not by the actor of the first one.
    actor: ['GITHUB_TRIGGERING_ACTOR', 'GITHUB_ACTOR'],
    marks: { GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: /^\d+$/, GITHUB_REPOSITORY: /./ },
  },
  {
    source: 'gitlab',
    actor: ['GITLAB_USER_LOGIN'],
    marks: { GITLAB_CI: 'true', CI_JOB_ID: /^\d+$/, CI_PROJECT_ID: /./ },
  },
] as const

/**
 * Who runs this: the actor that CI names, where CI's own marks are there; else what git is configured with. The variables of an
 * actor without the marks of its CI are a mistake or a try: neither is guessed at.
 */
export async function whoAmI(settings: Settings, env: NodeJS.ProcessEnv = process.env): Promise<Identity> {
  for (const { source, actor, marks } of CI) {
    const name = actor.map((variable) => env[variable]).find((value) => value)
    const isThere = Object.entries(marks).every(([variable, mark]) => fits(env[variable], mark))
    if (isThere && name !== undefined) return { source, name }
    if (isThere) throw new DqError(`${actor.join(' and ')} are empty: nobody knows who started this run`)
    if (name !== undefined)
      throw byHand(actor.find((variable) => env[variable]) ?? actor[0], Object.keys(marks), source)
  }
  const known = await gitSettings(settings, ['user.name', 'user.email'])
  const [name, email] = [known.get('user.name'), known.get('user.email')]
  if (name === undefined || email === undefined)
    throw new DqError(`git does not say who you are: user.${name === undefined ? 'name' : 'email'} is not set`, {
      hint: 'git config user.name "Ana Lima" && git config user.email ana@shop.example',
    })
  return { source: 'git', name, email }
}

const fits = (value: string | undefined, mark: string | RegExp): boolean =>
  typeof mark === 'string' ? value === mark : mark.test(value ?? '')

const byHand = (variable: string, marks: readonly string[], source: string): DqError =>
  new DqError(`${variable} is set, and this is no run of ${source === 'github' ? 'GitHub Actions' : 'GitLab CI'}`, {
    hint: `unset ${variable}: outside of CI git says who you are (in CI ${marks.join(', ')} are set too)`,
  })
