import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DqError } from '../../kernel/errors.ts'
import { type Ran, runProgram } from '../program.ts'

export interface SignRequest {
  readonly text: string
  /** A private key, or a public one whose private half an agent holds. */
  readonly keyFile: string
  readonly namespace: string
}

/** An SSH signature of a text, armored. OpenSSH asks for a passphrase at the terminal where the key has one. */
export async function sshSign({ text, keyFile, namespace }: SignRequest): Promise<string> {
  const { exitCode, stdout, stderr } = await keygen(['-Y', 'sign', '-q', '-f', keyFile, '-n', namespace], text)
  if (exitCode === 0 && stdout.startsWith('-----BEGIN SSH SIGNATURE-----')) return `${stdout}\n`
  throw new DqError(`${keyFile} does not sign: ${lastLine(stderr)}`, {
    hint: 'name a private SSH key that you can read, or a public one that ssh-agent has: --sign-key ~/.ssh/id_ed25519',
  })
}

export interface VerifyRequest {
  readonly text: string
  readonly signature: string
  readonly namespace: string
  /** Public keys that count, as `ssh-add -L` prints them. */
  readonly keys: readonly string[]
}

/** Why a signature does not hold; undefined when one of the keys made it, of this very text, for this namespace. */
export async function sshSignatureFault(request: VerifyRequest): Promise<string | undefined> {
  const { text, signature, namespace, keys } = request
  const folder = await mkdtemp(join(tmpdir(), 'dq-signature-'))
  try {
    const [allowed, signed] = [join(folder, 'allowed_signers'), join(folder, 'text.sig')]
    // Type and key alone: options or a second principal in the comment would be read as such.
    const lines = keys.map((key) => `signer namespaces="${namespace}" ${key.split(' ').slice(0, 2).join(' ')}\n`)
    await writeFile(allowed, lines.join(''))
    await writeFile(signed, signature)
    const args = ['-Y', 'verify', '-q', '-f', allowed, '-I', 'signer', '-n', namespace, '-s', signed]
    const { exitCode, stderr } = await keygen(args, text)
    return exitCode === 0 ? undefined : lastLine(stderr)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Without a shell. The text goes to stdin, byte for byte. */
async function keygen(args: readonly string[], input: string): Promise<Ran> {
  const ran = await runProgram('ssh-keygen', args, { input, timeoutMs: 120_000 })
  if (!ran.missing) return ran
  throw new DqError('ssh-keygen is not installed, or not on PATH', {
    hint: 'install OpenSSH 8.9 or newer: signatures of approvals are made and checked with it',
  })
}

const lastLine = (stderr: string): string => stderr.trim().split('\n').at(-1)?.trim() || 'ssh-keygen says nothing'
