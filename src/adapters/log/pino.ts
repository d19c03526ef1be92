import { type DestinationStream, destination, pino } from 'pino'

export interface PinoOptions {
  readonly level: 'error' | 'warn' | 'info' | 'debug'
  /** On every line. */
  readonly labels: { readonly app: string; readonly job: string; readonly pipeline: string }
  /** Names of fields that hold personal data: their values are not written, at any depth. */
  readonly personal: ReadonlySet<string>
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string
  /** Default: standard error. */
  readonly to?: DestinationStream
}

type Line = (message: string, fields?: Readonly<Record<string, unknown>>) => void

const PERSONAL = '[personal]'
const MAX_DEPTH = 6

/** Lines of JSON: time (ISO 8601), level by name, labels, message, fields. Written at once, so that none is lost when the process ends. */
export function openPino({ level, labels, personal, redact, to }: PinoOptions): {
  readonly [level in PinoOptions['level']]: Line
} {
  const safe = (value: unknown, depth = 0): unknown => {
    if (typeof value === 'string') return redact(withoutPasswords(value))
    if (typeof value === 'bigint') return String(value)
    if (typeof value !== 'object' || value === null) return value
    if (depth === MAX_DEPTH) return '[deep]'
    if (value instanceof Error) return safe({ name: value.name, message: value.message, stack: value.stack }, depth)
    if (value instanceof Uint8Array) return `[${value.length} bytes]`
    if (Array.isArray(value)) return value.map((item) => safe(item, depth + 1))
    const entries = value instanceof Map ? [...value] : Object.entries(value)
    return Object.fromEntries(
      entries.map(([name, inner]) => [String(name), personal.has(String(name)) ? PERSONAL : safe(inner, depth + 1)]),
    )
  }
  const logger = pino(
    {
      level,
      base: labels,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    to ?? destination({ dest: 2, sync: true }),
  )
  const line =
    (at: PinoOptions['level']): Line =>
    (message, fields = {}) =>
      logger[at](safe(fields), String(safe(message)))
  return { error: line('error'), warn: line('warn'), info: line('info'), debug: line('debug') }
}

/** The user's part of an address: `redis://user:password@host`. */
const withoutPasswords = (text: string): string => text.replaceAll(/(\w+:\/\/)[^/\s@]+@/g, '$1***@')
