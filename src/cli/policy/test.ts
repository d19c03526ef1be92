import { POLICY_TESTS } from '../../contracts/policies/files.ts'
import { readPolicyTests } from '../../contracts/policies/policy-tests.ts'
import { policyTestFindings } from '../../contracts/policies/run-policy-tests.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { Settings } from '../config.ts'
import { contractFiles } from '../wiring.ts'
import { loadPolicies } from './load-policies.ts'

/** Tries every situation of `contracts/policies/tests/` on the policy; mistakes in a file of tests are findings too. */
export async function testPolicy(
  settings: Settings,
  ref: string | undefined,
): Promise<{ readonly findings: readonly Finding[]; readonly looked: Readonly<Record<string, number>> }> {
  const { policies } = await loadPolicies(settings, ref)
  const files = await contractFiles(settings)
  const paths = (await files.list()).filter((path) => path.startsWith(`${POLICY_TESTS}/`) && /\.ya?ml$/.test(path))
  const read = await Promise.all(
    paths.map(async (path) =>
      readPolicyTests(new TextDecoder().decode(await files.read(path)), `${files.folder}/${path}`),
    ),
  )
  const tests = read.flatMap((one) => one.tests)
  const findings = [...read.flatMap((one) => one.findings), ...policyTestFindings(policies, tests)]
  return { findings, looked: { situation: tests.length } }
}
