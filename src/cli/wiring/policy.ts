import type { SignRequest, VerifyRequest } from '../../adapters/signature/ssh-keygen.ts'
import type { ContractSnapshot } from '../../contracts/ports.ts'
import type { Settings } from '../config.ts'

/** The contracts' folder as a commit of its repository holds it. */
export const contractsAt = async (
  { contracts }: Settings,
  ref: string,
): Promise<{ readonly commit: string; readonly snapshot: ContractSnapshot } | undefined> =>
  (await import('../../adapters/baseline/commit.ts')).contractsAtCommit(ref, contracts)

/** A setting of git, as it counts in the folder; undefined where there is none, or no git. */
export async function gitSetting({ root }: Settings, name: string): Promise<string | undefined> {
  const { gitIn } = await import('../../adapters/git.ts')
  const text = await gitIn(root)
    .text(['config', '--get', name])
    .catch(() => '')
  return text.trim() || undefined
}

export const sign = async (request: SignRequest): Promise<string> =>
  (await import('../../adapters/signature/ssh-keygen.ts')).sshSign(request)

export const signatureFault = async (request: VerifyRequest): Promise<string | undefined> =>
  (await import('../../adapters/signature/ssh-keygen.ts')).sshSignatureFault(request)
