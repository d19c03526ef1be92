import type { SignRequest, VerifyRequest } from '../../adapters/signature/ssh-keygen.ts'
import type { ContractSnapshot } from '../../contracts/ports.ts'
import type { Settings } from '../config.ts'

/** The contracts' folder as a commit of its repository holds it. */
export const contractsAt = async (
  { contracts }: Settings,
  ref: string,
): Promise<{ readonly commit: string; readonly snapshot: ContractSnapshot } | undefined> =>
  (await import('../../adapters/baseline/commit.ts')).contractsAtCommit(ref, contracts)

/** Settings of git, as they count in the folder, in one question; without those that are not there, and empty without git. */
export async function gitSettings({ root }: Settings, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { gitIn } = await import('../../adapters/git.ts')
  const pattern = `^(${names.join('|').replaceAll('.', '\\.')})$`
  const text = await gitIn(root)
    .text(['config', '-z', '--get-regexp', pattern])
    .catch(() => '')
  // `<name>\n<value>\0`; of several values the last one counts.
  const values = new Map(
    text.split('\0').map((line) => {
      const [name = '', ...value] = line.split('\n')
      return [name, value.join('\n').trim()]
    }),
  )
  return new Map([...values].filter(([, value]) => value !== ''))
}

export const sign = async (request: SignRequest): Promise<string> =>
  (await import('../../adapters/signature/ssh-keygen.ts')).sshSign(request)

export const signatureFault = async (request: VerifyRequest): Promise<string | undefined> =>
  (await import('../../adapters/signature/ssh-keygen.ts')).sshSignatureFault(request)
