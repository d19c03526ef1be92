import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { formatInstant } from '../../contracts/codec/timestamp.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { EventSink, OutEvent } from '../../pipelines/ports.ts'
import { openFiles, type TopicFormat } from './files/sink.ts'

const FLUSH_CHARACTERS = 1024 * 1024
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
  let pending = ''
  return {
    add(event, offset) {
      pending += line(event, offset)
    },
    isFull: () => pending.length >= FLUSH_CHARACTERS,
    async flush() {
      if (pending === '') return undefined
      const bytes = Buffer.from(pending)
      pending = ''
      return isPacked ? compress(bytes) : bytes
    },
  }
}

function line({ topic, partition, arrival, key, value }: OutEvent, offset: number): string {
  if (typeof value !== 'string') throw new Error(`a value of ${topic} is bytes: it must be JSON`)
  if (value.includes('\n')) throw new Error(`a value of ${topic} holds a line break: it must be JSON on one line`)
  return `{"topic":"${topic}","partition":${partition},"offset":${offset},"arrival":"${formatInstant(arrival)}","key":${JSON.stringify(key)},"value":${value}}\n`
}
