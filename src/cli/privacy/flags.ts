import { readFileSync } from 'node:fs'
import { Flags } from '@oclif/core'

/** Whose data. */
export const subjectFlags = {
  subject: Flags.string({
    required: true,
    helpValue: 'id',
    summary:
      'The id of a person, as the contracts have it; - reads it from standard input, and keeps it out of the list of processes.',
  }),
  linked: Flags.boolean({
    default: true,
    allowNo: true,
    summary: 'Also the other ids that rows give for the same person.',
  }),
  files: Flags.directory({
    multiple: true,
    exists: true,
    summary: 'Also event files below this folder. May be given again.',
  }),
}

export const subjectRequest = (flags: {
  readonly subject: string
  readonly linked: boolean
  readonly files?: string[] | undefined
}) => ({
  subject: flags.subject === '-' ? readFileSync(0, 'utf8').trim() : flags.subject,
  linked: flags.linked,
  files: flags.files ?? [],
})
