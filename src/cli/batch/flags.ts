import { Flags } from '@oclif/core'
import { DqError } from '../../kernel/errors.ts'
import { dayFlag, parseDay } from '../flags.ts'

export interface DayRange {
  readonly from: string
  readonly to: string
}

/** `2017-03-08..2017-03-24`, both days too. */
const daysFlag = Flags.custom<DayRange>({
  helpValue: 'from..to',
  async parse(text) {
    const [from = '', to = '', ...more] = text.split('..')
    const hint = 'e.g. --backfill 2017-03-08..2017-03-24'
    if (from === '' || to === '' || more.length > 0) throw new DqError(`"${text}" is no range of days`, { hint })
    const range = { from: parseDay(from), to: parseDay(to) }
    if (range.from <= range.to) return range
    throw new DqError(`"${text}" ends before it begins`, { hint })
  },
})

/** The flags of a batch job: which days of its table are made, and where. */
export const batchFlags = {
  date: dayFlag({
    exclusive: ['backfill', 'changed-since-last'],
    helpGroup: 'BATCH',
    summary: 'Make this day. Default: yesterday, in the time zone of the schedule.',
  }),
  backfill: daysFlag({
    exclusive: ['changed-since-last'],
    helpGroup: 'BATCH',
    summary: 'Make these days, one after the other; those that were made from the same rows are passed over.',
  }),
  'changed-since-last': Flags.boolean({
    helpGroup: 'BATCH',
    summary: 'Make the days again whose inputs have other rows than when they were made.',
  }),
  branch: Flags.string({
    summary: 'Batch and ingest jobs: the branch of the lake. Default: lake.branch of dq.yaml, or main.',
  }),
  force: Flags.boolean({ helpGroup: 'BATCH', summary: 'Make days again although nothing they read has changed.' }),
  suite: Flags.boolean({
    allowNo: true,
    default: true,
    helpGroup: 'BATCH',
    summary: 'Judge the table by its suite afterwards.',
  }),
}

export interface BatchFlagValues {
  readonly date?: string | undefined
  readonly backfill?: DayRange | undefined
  readonly 'changed-since-last'?: boolean | undefined
  readonly branch?: string | undefined
  readonly force?: boolean | undefined
  readonly suite?: boolean | undefined
}
