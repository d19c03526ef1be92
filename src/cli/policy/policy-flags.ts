import { Flags } from '@oclif/core'

/** Which policy judges: in CI the one of the protected branch, never the one of the branch to be promoted. */
export const policyRefFlag = {
  'policy-ref': Flags.string({
    helpValue: 'ref',
    env: 'DQ_POLICY_REF',
    summary: 'Take contracts/policies from this git ref; in CI e.g. origin/main. Default: the work tree, as committed.',
  }),
}
