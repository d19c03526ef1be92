/** Where the policy of a contract repo's catalog branches stands, below its contracts. */
export const BRANCHES_FILE = 'policies/branches.yaml'

/** Who is who. */
export const GROUPS_FILE = 'policies/groups.yaml'

/** Leave to lose something in one promotion. */
export const PERMITS_FILE = 'policies/permits.yaml'

/** The three that decide. */
export const POLICY_FILES = [BRANCHES_FILE, GROUPS_FILE, PERMITS_FILE] as const
export type PolicyFile = (typeof POLICY_FILES)[number]

/** Situations with what the policy should say of them: `*.yaml` here. */
export const POLICY_TESTS = 'policies/tests'

/** Whether a file of the contracts' folder belongs to the policy. */
export const isPolicyFile = (path: string): boolean =>
  POLICY_FILES.some((file) => file === path) || (path.startsWith(`${POLICY_TESTS}/`) && /\.ya?ml$/.test(path))
