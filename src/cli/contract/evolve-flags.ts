import { Flags } from '@oclif/core'
import { dayFlag } from '../flags.ts'

/** Flags of `dq contract evolve`. */
export const evolveFlags = {
  status: Flags.boolean({ summary: 'How far it has come: successor, announcement, consumers left, removal.' }),
  to: Flags.string({ summary: 'How the new state is called; the new topic or table is <contract>.<to>.' }),
  field: Flags.string({ multiple: true, multipleNonGreedy: true, summary: 'A field that goes: old, or old=new.' }),
  sunset: dayFlag({ summary: 'From this day on the old one may go.' }),
  'dual-write-from': dayFlag({ summary: 'From this day on both are written; default today.' }),
  draft: Flags.boolean({
    summary: 'Also write the new contract as new files, or the new field into the contract beside the old one.',
  }),
  owner: Flags.string({ summary: 'Team that answers for it; default the owner of the contract.' }),
  reason: Flags.string({ summary: 'Why.' }),
}
