import type { Group, GroupEvents, GroupMember } from '../../../pipelines/live/ports.ts'
import type { LogConsumer } from './client.ts'
import { failure } from './failure.ts'
import { fetcher } from './fetcher.ts'

/** Milliseconds until a member that could not join tries again. */
const JOIN_AGAIN = 1_000

interface Assigned {
  readonly assignments?: readonly { readonly topic: string; readonly partitions: readonly number[] }[]
}

/** Joins, and comes back whenever the group lets it: only `leave`, and an error that trying again does not mend, end it. */
export async function joinGroup(consumer: LogConsumer, { topics }: Group, events: GroupEvents): Promise<GroupMember> {
  let hasLeft = false
  let isJoining = false
  const fetching = fetcher(consumer, events.records, (error) => ifFatal(error))

  const ifFatal = (error: unknown): void => {
    const translated = failure(error)
    const name = translated instanceof Error ? translated.name : ''
    if (hasLeft || name === 'Unavailable' || name === 'Fenced') return
    hasLeft = true
    fetching.close()
    events.failed(translated)
  }

  const join = async (): Promise<void> => {
    if (hasLeft || isJoining) return
    isJoining = true
    try {
      await consumer.joinGroup({})
    } catch (error) {
      ifFatal(error)
      setTimeout(() => void join(), JOIN_AGAIN)
    } finally {
      isJoining = false
    }
  }

  consumer.on('consumer:group:rebalance', () => void events.rebalancing())
  consumer.on('consumer:group:join', ({ assignments }: Assigned) => {
    if (!hasLeft) events.assigned(assignments?.find(({ topic }) => topic === topics[0])?.partitions ?? [])
  })
  // The client gives up when a rejoin has failed; nothing but joining anew brings it back.
  consumer.on('error', () => void join())

  consumer.topics.trackAll(...topics)
  await join()
  return {
    readFrom: fetching.readFrom,
    pause: fetching.pause,
    resume: fetching.resume,
    stop: fetching.stop,
    async leave() {
      hasLeft = true
      fetching.close()
      try {
        await consumer.leaveGroup()
      } catch {
        // The session ends by itself.
      }
    },
  }
}
