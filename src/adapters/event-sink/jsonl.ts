import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { formatInstant } from '../../contracts/codec/timestamp.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { EventSink, OutEvent } from '../../pipelines/ports.ts'
import { openFiles, type TopicFormat } from './files/sink.ts'

const FLUSH_BYTES = 1024 * 1024
const ROOM = 64 * 1024
const compress = promisify(gzip)

/** Events as JSON Lines, `<topic>.jsonl` (or `.jsonl.gz`: a gzip member for each flush, so that a file can be cut between two); see `openFiles`. */
export const openJsonlSink = (
  dir: string,
  options: { readonly gzip?: boolean; readonly from?: JsonObject | undefined } = {},
): Promise<EventSink> =>
  openFiles(
    dir,
    { ending: options.gzip ? '.jsonl.gz' : '.jsonl', open: () => linesFormat(options.gzip === true) },
    options.from,
  )

function linesFormat(isPacked: boolean): TopicFormat {
  let pending = Buffer.allocUnsafeSlow(FLUSH_BYTES + ROOM)
  let length = 0
  const append = (text: string): void => {
    // A character takes up to 3 bytes.
    const most = length + text.length * 3
    if (most > pending.length) {
      const grown = Buffer.allocUnsafeSlow(most + FLUSH_BYTES)
      pending.copy(grown, 0, 0, length)
      pending = grown
    }
    length += pending.write(text, length)
  }
  return {
    add(event, offset) {
      append(head(event, offset))
      append(jsonOf(event))
      append('}\n')
    },
    isFull: () => length >= FLUSH_BYTES,
    async flush() {
      if (length === 0) return undefined
      const bytes = pending.subarray(0, length)
      length = 0
      if (isPacked) return compress(bytes)
      return Buffer.from(bytes)
    },
  }
}

function head({ topic, partition, arrival, key }: OutEvent, offset: number): string {
  return `{"topic":"${topic}","partition":${partition},"offset":${offset},"arrival":"${formatInstant(arrival)}","key":${JSON.stringify(key)},"value":`
}

function jsonOf({ topic, value }: OutEvent): string {
  if (typeof value !== 'string') throw new Error(`a value of ${topic} is bytes: it must be JSON`)
  if (value.includes('\n')) throw new Error(`a value of ${topic} holds a line break: it must be JSON on one line`)
  return value
}
