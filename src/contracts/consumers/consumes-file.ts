import { z } from 'zod'
import type { Place } from '../../kernel/finding.ts'

/** The file in which a service says which fields of whose contracts it uses: beside its dq.yaml, or published into the central repo. */
export const CONSUMES_FILE = 'consumes.yaml'

/** Where published files lie, below the folder of the contracts: `contracts/consumers/<service>.yaml`. */
export const CONSUMERS_FOLDER = 'consumers'

const text = z.string().min(1)

/** Where the contracts come from that a service was written against. */
const central = z.strictObject({
  /** A url that git takes, or a folder, relative to this file. */
  git: text,
  /** A tag or commit: what does not move. */
  ref: text,
  /** The folder of the contracts in that repository. */
  contracts: text.default('contracts'),
})

const consumed = z.strictObject({
  contract: text,
  /** The version of the contract that the service was written against. */
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+/, 'write a version such as 1.4.0')
    .optional(),
  /** `total_amount`, `lines[].sku`; `*` for all of it. */
  fields: z.array(text).min(1),
  /** What for, in a few words. */
  purpose: text.optional(),
})

export const consumesFile = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  /** The service, job or dashboard that uses them. */
  service: text,
  /** The team that answers for it. */
  owner: text,
  /** Where to reach the team: a channel, a mail address. */
  contact: text.optional(),
  central: central.optional(),
  consumes: z.array(consumed).min(1),
})

export type ConsumesFile = z.infer<typeof consumesFile>

/** A declaration and where it stands. */
export interface Declared {
  /** As messages show it. */
  readonly file: string
  readonly consumes: ConsumesFile
  /** The place of a consumed contract, or of a field of it, by their numbers. */
  readonly at: (contract: number, field?: number) => Place
  readonly centralAt: () => Place
}
