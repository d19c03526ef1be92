import type { SuiteSeverity } from '../suite.ts'
import type { Alert, AlertProblem } from './alert.ts'

/** Slack's limits, in characters and blocks (docs.slack.dev/reference/block-kit/blocks). */
const HEADER = 150
const SECTION = 3000
const BLOCKS = 50

const MARKS: Readonly<Record<SuiteSeverity, string>> = {
  critical: ':red_circle:',
  warning: ':large_yellow_circle:',
  info: ':large_blue_circle:',
}

type Block =
  | {
      readonly type: 'header'
      readonly text: { readonly type: 'plain_text'; readonly text: string; readonly emoji: true }
    }
  | { readonly type: 'section'; readonly text: { readonly type: 'mrkdwn'; readonly text: string } }
  | { readonly type: 'context'; readonly elements: readonly [{ readonly type: 'mrkdwn'; readonly text: string }] }

/** The body of an incoming webhook: Block Kit, and `text` for notifications. */
export interface SlackMessage {
  readonly text: string
  readonly blocks: readonly Block[]
}

/** What is not said for lack of room is counted. */
export function slackMessage(alert: Alert): SlackMessage {
  const title = titleOf(alert)
  const where = [alert.suite === alert.table ? [] : [`suite ${alert.suite}`], alert.environment ?? []].flat()
  const context = [...where, new Date(alert.at).toISOString()].map(escaped).join('  |  ')
  const room = BLOCKS - 3
  const shown = alert.problems.slice(0, room)
  const left = alert.problems.length - shown.length
  return {
    text: escaped(title),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cut(title, HEADER), emoji: true } },
      ...shown.map((problem): Block => ({ type: 'section', text: { type: 'mrkdwn', text: problemText(problem) } })),
      ...(left === 0 ? [] : [{ type: 'section', text: { type: 'mrkdwn', text: `… and ${left} more` } } as const]),
      { type: 'context', elements: [{ type: 'mrkdwn', text: cut(context, SECTION) }] },
    ],
  }
}

/** One line for people: `silver.finance_ledger: 2 of 14 expectations are not met`. */
export function titleOf({ kind, table, problems, expectations }: Alert): string {
  if (kind === 'recovered') return `${table}: what was told is mended`
  if (expectations === null) return `${table}: the quality run failed`
  return `${table}: ${problems.length} of ${expectations} expectations ${problems.length === 1 ? 'is' : 'are'} not met`
}

/** Escaped after it is cut: half an escape would be shown as text, and what an escape adds must fit too. */
function problemText({ severity, words, found }: AlertProblem): string {
  const text = escaped(cut(words, SECTION / 8))
  return `${MARKS[severity]} ${text}${found === '' ? '' : `\n${escaped(cut(found, SECTION / 8))}`}`
}

/** Slack's three control characters; so no text becomes a link or calls everybody in a channel. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** By code points, so that no surrogate pair is torn. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const letters = [...text].slice(0, length - 1)
  while (letters.join('').length > length - 1) letters.pop()
  return `${letters.join('')}…`
}
