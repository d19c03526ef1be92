import { join } from 'node:path'
import type { Chat } from '../../lake/promote/chat.ts'
import type { Settings } from '../config.ts'
import { summaryOf, titleOf } from '../report/promotion/summary.ts'
import { promotionChat } from '../wiring/promotion.ts'
import type { Outcome } from './outcome.ts'
import { keep, tellWaiting } from './spool.ts'

/** A message about one promotion. Nothing here fails a promotion, or keeps it waiting for more than seconds. */
export interface Announcement {
  /** Changes the message into the result, or into why there is none; returns what did not work. */
  end(outcome: Outcome | { readonly failed: string }): Promise<readonly string[]>
}

/** Says that a promotion has begun, where messages can be changed. */
export async function announce(settings: Settings, what: string, open = promotionChat): Promise<Announcement> {
  const chat = await open(settings)
  if (chat === undefined) return { end: async () => [] }
  const spool = join(settings.stateDir, 'promotions', 'waiting')
  await tellWaiting(spool, chat)
  const begun = chat.canChange ? await chat.post(`:hourglass_flowing_sand: ${escaped(what)}`) : undefined
  const id = begun?.kind === 'posted' ? begun.id : undefined
  return { end: (outcome) => tell(chat, spool, id, textOf(what, outcome)) }
}

async function tell(chat: Chat, spool: string, id: string | undefined, text: string): Promise<readonly string[]> {
  const done = await (id === undefined ? chat.post(text) : chat.change(id, text))
  if (done.kind === 'posted') return []
  keep(spool, { text, ...(id !== undefined && { id }) })
  return [`Slack was not told (${done.reason}): the message is kept, and sent with the next promotion`]
}

const MARKS = {
  promoted: ':white_check_mark:',
  'nothing to do': ':white_check_mark:',
  refused: ':no_entry:',
  'dry run': ':information_source:',
  planned: ':information_source:',
} as const

/** Slack takes 40,000 characters and shows far fewer. */
const LONGEST = 2_000

function textOf(what: string, outcome: Outcome | { readonly failed: string }): string {
  if ('failed' in outcome) return escaped(`${what} ended without a result: ${outcome.failed}`.slice(0, LONGEST))
  const { result, gates, who, conflicts } = outcome
  const reasons = [
    ...conflicts.map(({ table }) => `conflict: ${table}`),
    ...gates.flatMap(({ gate, verdict, reasons: why }) =>
      verdict === 'pass' ? [] : why.map((one) => `${gate}: ${one}`),
    ),
  ]
  const lines = [`${titleOf(outcome)} by ${who}`, summaryOf(outcome), ...reasons]
  return `${MARKS[result]} ${escaped(lines.join('\n').slice(0, LONGEST))}`
}

/** Slack's three control characters, so that no text of somebody's data becomes a link or calls everybody. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
