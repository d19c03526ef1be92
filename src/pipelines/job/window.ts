import { DqError } from '../../kernel/errors.ts'
import type { TumblingWindow } from './ir.ts'

export const seconds = (count: number): number => count * 1000
export const minutes = (count: number): number => count * 60_000
export const hours = (count: number): number => count * 3_600_000
export const days = (count: number): number => count * 86_400_000

/**
 * Windows of fixed size that touch and do not overlap, aligned to 1970-01-01T00:00:00Z.
 * `outOfOrderness`: how far behind the greatest event time a record may come (milliseconds); `idle`: after how long
 * without a record, by the arrival clock, an input no longer holds the others back (milliseconds, default one minute).
 * @throws DqError when a length is not a positive whole number of milliseconds.
 */
export function tumbling(size: number, options: { outOfOrderness: number; idle?: number }): TumblingWindow {
  const { outOfOrderness, idle = minutes(1) } = options
  const positive = (name: string, value: number, least: number): number => {
    if (Number.isSafeInteger(value) && value >= least) return value
    throw new DqError(`the window's ${name} is ${value}`, {
      hint: `give whole milliseconds, at least ${least}: seconds(30), minutes(2)`,
    })
  }
  return {
    kind: 'tumbling',
    size: positive('size', size, 1),
    outOfOrderness: positive('outOfOrderness', outOfOrderness, 0),
    idle: positive('idle', idle, 1),
  }
}
