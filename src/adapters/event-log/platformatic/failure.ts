import { DqError } from '../../../kernel/errors.ts'
import { Fenced, Unavailable } from '../../../pipelines/live/ports.ts'
import { REFUSALS, refused } from '../refused.ts'
import { hasCause } from './client.ts'

/** What the broker says to a producer, or a member, that another one has replaced. */
const FENCED = [
  'PRODUCER_FENCED',
  'INVALID_PRODUCER_EPOCH',
  'INVALID_PRODUCER_ID_MAPPING',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'FENCED_INSTANCE_ID',
]

/** An error of the client in the words of the port. */
export function failure(error: unknown): unknown {
  if (FENCED.some((id) => hasCause(error, 'apiId', id))) return new Fenced(messageOf(error), { cause: error })
  if (hasCause(error, 'code', 'PLT_KFK_AUTHENTICATION') || REFUSALS.some((id) => hasCause(error, 'apiId', id)))
    return refused(messageOf(error), error)
  if (hasCause(error, 'code', 'PLT_KFK_UNSUPPORTED_API'))
    return new DqError(messageOf(error), {
      hint: 'set kafka.client: kafkajs in dq.yaml for brokers older than Kafka 3.1',
      cause: error,
    })
  const isPassing =
    hasCause(error, 'code', 'PLT_KFK_NETWORK') ||
    hasCause(error, 'code', 'PLT_KFK_TIMEOUT') ||
    (hasCause(error, 'code', 'PLT_KFK_PROTOCOL') && !hasCause(error, 'canRetry', false))
  return isPassing ? new Unavailable('kafka', messageOf(error), { cause: error }) : error
}

/** Rejects in the words of the port. */
export async function translated<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    throw failure(error)
  }
}

/** The innermost message says most: the outer ones count attempts. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors.at(-1))
  if (error instanceof Error && error.cause instanceof Error) return messageOf(error.cause)
  return error instanceof Error ? error.message : String(error)
}
