import { Flags } from '@oclif/core'

/** Where dead letters lie, and which are meant. */
export const letterFlags = {
  file: Flags.string({
    helpValue: 'path',
    summary: 'In this file, which a run on files has written; else in the topic of --env.',
  }),
  reason: Flags.string({ summary: 'Only of this reason, e.g. schema, constraint, key, drift.' }),
  job: Flags.string({ summary: 'Only of this job.' }),
  source: Flags.string({ helpValue: 'topic', summary: 'Only records that were read from this topic.' }),
}
