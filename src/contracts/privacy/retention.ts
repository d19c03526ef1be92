import type { Contract } from '../model.ts'

/** How long the records of a contract may be kept, and by which of their times. */
export interface Retention {
  readonly ms: number
  /** A top-level field: a timestamp, or a day. */
  readonly field: string
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  min: 60_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
  w: 604_800_000,
  y: 31_557_600_000,
  year: 31_557_600_000,
  years: 31_557_600_000,
}

/**
 * The shorter of the service level `retention` and the setting `retentionMs`, on the element that the service level names, else the event
 * time. Undefined when nothing limits it; a text when it is limited and cannot be enforced.
 */
export function retentionOf(contract: Contract): Retention | string | undefined {
  const { sla, settings, fields } = contract
  const ms = keptMs(contract)
  if (typeof ms !== 'number') return ms
  const promise = sla.find(({ property }) => property === 'retention')
  const field = promise?.element?.split('.').at(-1) ?? settings.eventTime
  if (field === undefined)
    return 'nothing says by which time its records are old: give it eventTime, or the retention an element'
  if (!fields.some(({ name, logicalType }) => name === field && ['timestamp', 'date'].includes(logicalType)))
    return `"${field}", by which its records are old, is no time`
  return { ms, field }
}

/** The same without the time that it is counted by: in a topic that is the time of the record. */
export function keptMs({ sla, settings }: Contract): number | string | undefined {
  const promise = sla.find(({ property }) => property === 'retention')
  const unit = UNITS[promise?.unit ?? 'd']
  if (promise !== undefined && (unit === undefined || Number.isNaN(Number(promise.value))))
    return `its retention is "${promise.value} ${promise.unit ?? ''}", which is no time`
  const { retentionMs = -1 } = settings
  const limits = [
    ...(promise === undefined ? [] : [Number(promise.value) * (unit ?? 0)]),
    ...(retentionMs < 0 ? [] : [retentionMs]),
  ]
  return limits.length === 0 ? undefined : Math.min(...limits)
}
