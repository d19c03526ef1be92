import { z } from 'zod'
import { DqError } from '../../kernel/errors.ts'
import type { Chat, Posted } from '../../lake/promote/chat.ts'
import { post, reasonOf, webhookAddress } from '../slack-http.ts'

const API = 'https://slack.com/api'
const TIMEOUT_MS = 3_000

export interface SlackBot {
  /** A bot's token with `chat:write`: asked for when it is used, never repeated. */
  readonly token: () => string
  /** Id of a channel that the bot is in. */
  readonly channel: string
  readonly api?: string
  readonly timeoutMs?: number
}

const answer = z.object({ ok: z.boolean(), error: z.string().optional(), ts: z.string().optional() })

/** `chat.postMessage` and `chat.update`; sent once each: what does not get through is kept by whoever asked. */
export function slackBot({ token, channel, api = API, timeoutMs = TIMEOUT_MS }: SlackBot): Chat {
  const call = async (method: string, body: object): Promise<Posted> => {
    try {
      const response = await fetch(`${api}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token()}` },
        body: JSON.stringify({ channel, unfurl_links: false, ...body }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      const text = await response.text()
      if (!response.ok) return { kind: 'failed', reason: `HTTP ${response.status}` }
      const { ok, error = 'no reason', ts } = answer.parse(JSON.parse(text))
      if (!ok) return { kind: 'failed', reason: /^[a-z_ ]+$/.test(error) ? error : 'refused' }
      return { kind: 'posted', ...(ts !== undefined && { id: ts }) }
    } catch (error) {
      if (error instanceof DqError) return { kind: 'failed', reason: error.message }
      if (error instanceof SyntaxError || error instanceof z.ZodError)
        return { kind: 'failed', reason: 'what answers is no Slack' }
      return { kind: 'failed', reason: reasonOf(error, timeoutMs) }
    }
  }
  return {
    canChange: true,
    post: (text) => call('chat.postMessage', { text }),
    change: (id, text) => call('chat.update', { ts: id, text }),
  }
}

/** An incoming webhook; it changes nothing. */
export function slackWebhook({
  url,
  timeoutMs = TIMEOUT_MS,
}: {
  readonly url: () => string
  readonly timeoutMs?: number
}): Chat {
  const send = async (text: string): Promise<Posted> => {
    try {
      const done = await post(webhookAddress(url()), JSON.stringify({ text }), timeoutMs)
      return done.kind === 'delivered' ? { kind: 'posted' } : { kind: 'failed', reason: done.reason }
    } catch (error) {
      if (error instanceof DqError) return { kind: 'failed', reason: error.message }
      throw error
    }
  }
  return { canChange: false, post: send, change: (_id, text) => send(text) }
}
