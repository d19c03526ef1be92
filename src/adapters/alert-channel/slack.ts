import { DqError } from '../../kernel/errors.ts'
import type { AlertChannel } from '../../quality/alerts/ports.ts'
import { slackMessage } from '../../quality/alerts/slack.ts'
import { post, webhookAddress } from '../slack-http.ts'

export interface SlackOptions {
  /** The webhook's address: a secret, asked for when it is used and never repeated. */
  readonly url: () => string
  readonly attempts?: number
  /** Of one attempt. */
  readonly timeoutMs?: number
  /** Before the second attempt; doubled each time. */
  readonly backOffMs?: number
  /** A longer `Retry-After` is not waited for: the alert waits for the next run. */
  readonly longestWaitMs?: number
}

/** An incoming webhook of Slack: tried again when the network, the server (5xx) or its limits (429) are why it failed. */
export function slackChannel({
  url,
  attempts = 3,
  timeoutMs = 5_000,
  backOffMs = 500,
  longestWaitMs = 5_000,
}: SlackOptions): AlertChannel {
  return {
    async deliver(alert) {
      const body = JSON.stringify(slackMessage(alert))
      let address: URL
      try {
        address = webhookAddress(url())
      } catch (error) {
        if (error instanceof DqError) return { kind: 'failed', reason: error.message }
        throw error
      }
      for (let attempt = 1; ; attempt++) {
        const answer = await post(address, body, timeoutMs)
        if (answer.kind !== 'again') return answer
        const wait = answer.afterMs ?? backOffMs * 2 ** (attempt - 1)
        if (attempt >= attempts || wait > longestWaitMs)
          return {
            kind: 'failed',
            reason: `${answer.reason} (${attempt === 1 ? '1 attempt' : `${attempt} attempts`})`,
            ...(answer.afterMs !== undefined && { notBefore: Date.now() + answer.afterMs }),
          }
        await new Promise((done) => setTimeout(done, wait))
      }
    },
  }
}
