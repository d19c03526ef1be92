import { DqError } from '../../../kernel/errors.ts'
import { Fenced, Unavailable } from '../../../pipelines/live/ports.ts'
import { REFUSALS, refused } from '../refused.ts'

const FENCED = [
  'PRODUCER_FENCED',
  'INVALID_PRODUCER_EPOCH',
  'INVALID_PRODUCER_ID_MAPPING',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
]

/** What a cluster says while it is away or coming back. A denied group is told from that by the broker's log alone. */
const PASSING =
  /ConnectionError|ConnectionClosed|Timeout|RetriesExceeded|CoordinatorNotFound|BrokerNotFound|NoBrokerAvailable|MetadataNotLoaded/

interface KafkaJsFailure extends Error {
  readonly type?: string
  readonly retriable?: boolean
  readonly cause?: unknown
}

/** An error of the client in the words of the port. */
export function failure(error: unknown): unknown {
  const chain = causes(error)
  const { message = String(error) } = chain.at(-1) ?? {}
  if (chain.some(({ type }) => type !== undefined && FENCED.includes(type)))
    return new Fenced(message, { cause: error })
  if (chain.some(({ name }) => name === 'KafkaJSNotImplemented'))
    return new DqError(`kafkajs cannot read this topic: ${message}`, {
      hint: 'records that are compressed with snappy, lz4 or zstd need the other client: kafka.client: platformatic',
      cause: error,
    })
  if (chain.some(({ name, type }) => name === 'KafkaJSSASLAuthenticationError' || (type && REFUSALS.includes(type))))
    return refused(message, error)
  const isPassing = chain.some(({ name, retriable }) => retriable === true || PASSING.test(name))
  return isPassing ? new Unavailable('kafka', message, { cause: error }) : error
}

/** The error and what it says caused it; the client wraps what it has tried several times. */
function causes(error: unknown): readonly KafkaJsFailure[] {
  if (!(error instanceof Error)) return []
  const { cause } = error
  return [error, ...causes(cause)]
}

export async function translated<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    throw failure(error)
  }
}
