import type { InputBuffer } from './input-buffer.ts'

/**
 * The input whose record comes next: the oldest by the log's timestamps, among equals the first input. None while an input is
 * known to have records that have not come yet, for they may be older: so a backlog is taken in one order, however it is fetched.
 */
export function nextInput(buffers: readonly InputBuffer[]): number | undefined {
  let next: number | undefined
  let oldest = Number.POSITIVE_INFINITY
  for (let input = 0; input < buffers.length; input++) {
    const buffer = buffers[input]!
    const first = buffer.first()
    if (first === undefined) {
      if (buffer.isAwaiting) return undefined
    } else if (first.timestamp < oldest) {
      oldest = first.timestamp
      next = input
    }
  }
  return next
}
