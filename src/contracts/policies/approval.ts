import { z } from 'zod'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { sha256 } from '../../kernel/sha256.ts'

/** What an SSH signature of an approval is made for: a signature made for anything else does not verify (`ssh-keygen -Y sign -n`). */
export const SIGNATURE_NAMESPACE = 'dq-approval'

const side = z.strictObject({ branch: z.string().min(1), hash: z.string().min(1) })

/** One person's agreement to one plan: void once a hash moves, as the plan then is another one. */
export const approval = z.strictObject({
  /** Digest of the plan. */
  plan: z.string().regex(/^[0-9a-f]{64}$/),
  from: side,
  to: side,
  by: z.strictObject({
    source: z.enum(['git', 'github', 'gitlab']),
    name: z.string().min(1),
    email: z.string().optional(),
  }),
  time: z.iso.datetime(),
  note: z.string().optional(),
})

const envelope = z.strictObject({
  dqApproval: z.literal(1),
  digest: z.string(),
  approval,
  signature: z.string().startsWith('-----BEGIN SSH SIGNATURE-----').optional(),
})

/** `| undefined` as zod has it: an absent key and an undefined one are one. */
export type Approval = z.infer<typeof approval>

/** What is signed, and what the digest is of. */
export const approvalText = (given: Approval): string => canonicalJson(JSON.parse(JSON.stringify(given)))

/** The text of an approval's file. */
export const approvalFileText = (given: Approval, signature?: string): string =>
  `${JSON.stringify({ dqApproval: 1, digest: sha256(approvalText(given)), approval: given, signature }, null, 2)}\n`

/** An approval's file; `fault` says why it counts for nothing. */
export type ReadApproval =
  | { readonly file: string; readonly approval: Approval; readonly signature?: string; readonly fault?: undefined }
  | { readonly file: string; readonly fault: string }

/** Reads an approval's file; never throws, as one bad file must not hide the others. */
export function readApproval(text: string, file: string): ReadApproval {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { file, fault: 'is no JSON' }
  }
  const { success, data } = envelope.safeParse(json)
  if (!success) return { file, fault: 'is no approval of dq approve' }
  if (sha256(approvalText(data.approval)) !== data.digest) return { file, fault: 'was changed after it was made' }
  return { file, approval: data.approval, ...(data.signature !== undefined && { signature: data.signature }) }
}

/** An approval as the judge takes it: what its signature proves has been looked at. */
export type GivenApproval =
  | {
      readonly file: string
      readonly approval: Approval
      readonly proof:
        | { readonly kind: 'unsigned' }
        /** Signed with a key that groups.yaml gives to this person. */
        | { readonly kind: 'signed'; readonly person: string }
        | { readonly kind: 'bad'; readonly reason: string }
    }
  | { readonly file: string; readonly fault: string }
