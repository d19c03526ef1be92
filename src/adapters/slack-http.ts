import { DqError } from '../kernel/errors.ts'
import type { Delivery } from '../quality/alerts/ports.ts'

type Attempt = Delivery | { readonly kind: 'again'; readonly reason: string; readonly afterMs?: number }

/** Plain HTTP would give the secret away, so it is for this machine only. */
export function webhookAddress(text: string): URL {
  if (!URL.canParse(text)) throw new DqError('the webhook is no URL')
  const address = new URL(text)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname)
  if (address.protocol === 'https:' || (address.protocol === 'http:' && isHere)) return address
  throw new DqError('the webhook must be an https:// URL')
}

/** One attempt at a webhook; `again` may get through later. */
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
