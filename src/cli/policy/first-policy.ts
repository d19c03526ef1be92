import { BRANCHES_FILE } from '../../contracts/policies/files.ts'

/** Where there is no policy: one to begin with, in a line of YAML that can be copied. */
export const firstPolicy = (from: string, to: string, actor: string): string =>
  `write contracts/${BRANCHES_FILE} and commit it: { version: 1, protected: [${to}], paths: [{ from: ${from}, to: ${to}, gates: [contracts, expectations], actors: [${actor}] }], rollbacks: [{ branch: ${to}, actors: [${actor}] }] }`
