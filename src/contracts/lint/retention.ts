import { secondsOf } from '../diff/diff-sla.ts'
import type { Contract } from '../model.ts'

/** The retention that a contract promises in a unit of time: as written, in milliseconds, and its index in slaProperties. */
export function promisedRetention({
  sla,
}: Contract): { readonly text: string; readonly millis: number; readonly index: number } | undefined {
  const index = sla.findIndex(({ property }) => property === 'retention' || property === 're')
  const promise = sla[index]
  const seconds = secondsOf(promise?.unit)
  const count = Number(promise?.value)
  if (promise === undefined || seconds === undefined || Number.isNaN(count)) return undefined
  return { text: `${promise.value} ${promise.unit}`, millis: Math.round(count * seconds * 1000), index }
}
