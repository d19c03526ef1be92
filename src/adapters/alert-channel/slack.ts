import { DqError } from '../../kernel/errors.ts'
import type { AlertChannel, Delivery } from '../../quality/alerts/ports.ts'
import { slackMessage } from '../../quality/alerts/slack.ts'

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

type Attempt = Delivery | { readonly kind: 'again'; readonly reason: string; readonly afterMs?: number }

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

/** Plain HTTP would give the secret away, so it is for this machine only. */
export function webhookAddress(text: string): URL {
  if (!URL.canParse(text)) throw new DqError('the webhook is no URL')
  const address = new URL(text)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname)
  if (address.protocol === 'https:' || (address.protocol === 'http:' && isHere)) return address
  throw new DqError('the webhook must be an https:// URL')
}

export async function post(address: URL, body: string, timeoutMs: number): Promise<Attempt> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    // The body says why (`no_service`, `invalid_blocks`), and frees the connection.
    const said = (await response.text()).slice(0, 100)
    if (response.ok) return { kind: 'delivered' }
    const reason = `HTTP ${response.status}${/^[a-z_ ]+$/.test(said) ? ` ${said}` : ''}`
    if (response.status === 429) return { kind: 'again', reason, ...retryAfter(response.headers.get('retry-after')) }
    return response.status >= 500 ? { kind: 'again', reason } : { kind: 'failed', reason }
  } catch (error) {
    return { kind: 'again', reason: reasonOf(error, timeoutMs) }
  }
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function retryAfter(header: string | null): { readonly afterMs?: number } {
  if (header === null) return {}
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isNaN(ms) ? {} : { afterMs: Math.max(0, ms) }
}

/** A code such as ECONNREFUSED: messages may repeat the address. */
export function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer in ${timeoutMs / 1000} s`
  const cause: unknown = error instanceof Error ? error.cause : undefined
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  return /^[A-Z_]+$/.test(code) ? code : 'it cannot be reached'
}
