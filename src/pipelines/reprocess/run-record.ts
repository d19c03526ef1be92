import { z } from 'zod'
import { DqError } from '../../kernel/errors.ts'

/** What a table of differences says of the run that made it: properties, which stay with the table from branch to branch. */
export interface ReprocessRun {
  /** Of this run alone. */
  readonly run: string
  readonly job: string
  /** The topic or store. */
  readonly output: string
  /** Of the topic, by partition, when it was compared; undefined for stores, and where files were compared. */
  readonly ends: readonly number[] | undefined
}

const PROPERTY = 'dq.reprocess'

const runSchema = z.object({
  run: z.string(),
  job: z.string(),
  output: z.string(),
  ends: z
    .array(z.number())
    .nullable()
    .transform((ends) => ends ?? undefined),
})

export const runProperties = ({ run, job, output, ends }: ReprocessRun): Readonly<Record<string, string>> => ({
  [PROPERTY]: JSON.stringify({ run, job, output, ends: ends ?? null }),
})

/** @throws DqError for a table that `dq reprocess` has not filled. */
export function runOf(properties: Readonly<Record<string, string>>, table: string): ReprocessRun {
  const text = properties[PROPERTY]
  if (text === undefined)
    throw new DqError(`nothing says which run made ${table}`, { hint: 'dq reprocess <job> --branch fills it' })
  return runSchema.parse(JSON.parse(text))
}
