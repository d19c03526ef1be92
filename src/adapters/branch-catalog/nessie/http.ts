import { setTimeout as sleep } from 'node:timers/promises'
import { DqError } from '../../../kernel/errors.ts'
import { exactText, parseExact } from '../../../kernel/exact-json.ts'

export interface NessieOptions {
  /** Of the REST API v2, such as `http://nessie:19120/api/v2`. */
  readonly url: string
  /** Bearer token; never printed. */
  readonly token?: string
  /** Of one request. */
  readonly timeoutMs?: number
}

/** What Nessie answered: `body` is JSON in which whole numbers beyond 2^53 are bigints. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

export interface Http {
  /** Repeated when Nessie cannot be reached or is busy: reading changes nothing. */
  get(path: string): Promise<Answer>
  /** Sent once: when no answer comes, it may have been done all the same. */
  send(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Answer>
}

const TRIES = 4
const TIMEOUT_MS = 30_000

export function nessieHttp({ url, token, timeoutMs = TIMEOUT_MS }: NessieOptions): Http {
  const base = url.replace(/\/+$/, '')
  const once = async (method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        // Without it a conflict does not say which key it is about.
        'nessie-client-spec': '2',
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: exactText(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    if (response.status === 401 || response.status === 403)
      throw new DqError(`Nessie at ${base} refuses: ${response.status}`, {
        hint: 'is the token in nessie.token of the environment right, and may it do this?',
      })
    return { status: response.status, body: text === '' ? undefined : parse(text, base) }
  }
  return {
    async get(path) {
      for (let tries = 1; ; tries++) {
        const answer = await once('GET', path).catch((error: unknown) => unreachable(error, base, tries))
        if (answer !== undefined && answer.status < 500) return answer
        if (tries >= TRIES && answer !== undefined) throw unexpected('GET', path, answer)
        await sleep(100 * 2 ** tries)
      }
    },
    send: (method, path, body) => once(method, path, body).catch((error: unknown) => unreachable(error, base, TRIES)),
  }
}

function unreachable(error: unknown, base: string, tries: number): never
function unreachable(error: unknown, base: string, tries: number): undefined {
  if (error instanceof DqError) throw error
  if (tries < TRIES) return undefined
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
  throw new DqError(`Nessie cannot be reached at ${base}: ${cause}`, {
    hint: 'is it running, and is nessie.url of the environment right? For development: dq stack up nessie',
    cause: error,
  })
}

function parse(text: string, base: string): unknown {
  try {
    return parseExact(text)
  } catch (error) {
    throw new DqError(`what answers at ${base} is no Nessie`, {
      hint: 'the url ends in /api/v2, e.g. http://localhost:19120/api/v2',
      cause: error,
    })
  }
}

export function unexpected(what: string, path: string, { status, body }: Answer): DqError {
  const message = typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : ''
  return new DqError(`Nessie answered ${status} to ${what} ${path}${message === '' ? '' : `: ${message}`}`)
}
