import {
  type EventLog,
  Fenced,
  type LogRecord,
  type OutRecord,
  type TopicPartition,
} from '../../../src/pipelines/live/ports.ts'

/** What a commit comes to: it is done and the answer is lost, or it is never done. */
export type Accident = 'lost-answer' | 'not-done'

/** A log in memory, whose commits fail when a test wants it; only what reprocessing asks of one. */
export function memoryLog(topics: Readonly<Record<string, number>>) {
  const partitions = new Map(Object.entries(topics))
  const records = new Map<string, LogRecord[]>()
  const owners = new Map<string, number>()
  const accidents: (Accident | undefined)[] = []
  const nameOf = ({ topic, partition }: TopicPartition) => `${topic} ${partition}`
  const of = (at: TopicPartition): LogRecord[] => {
    const found = records.get(nameOf(at)) ?? []
    records.set(nameOf(at), found)
    return found
  }
  const bytes = (part: OutRecord['value']) =>
    part === null ? null : typeof part === 'string' ? new TextEncoder().encode(part) : part
  const append = ({ headers = {}, ...record }: OutRecord): void => {
    if (!partitions.has(record.topic)) throw new Error(`no topic ${record.topic}`)
    const at = of(record)
    at.push({
      offset: at.length,
      timestamp: 0,
      key: bytes(record.key),
      value: bytes(record.value),
      headers: Object.entries(headers).map(([name, text]) => [name, new TextEncoder().encode(text)] as const),
    })
  }
  const log: EventLog = {
    partitionCounts: async (asked) =>
      new Map(asked.flatMap((topic) => (partitions.has(topic) ? [[topic, partitions.get(topic)!] as const] : []))),
    async createTopic(topic, { partitions: count }) {
      if (!partitions.has(topic)) partitions.set(topic, count)
    },
    endOffsets: async (asked) => asked.map((at) => of(at).length),
    beginningOffsets: async (asked) => asked.map(() => 0),
    committedOffsets: async () => [],
    async *read(at, from = 0) {
      const found = of(at).slice(from)
      if (found.length > 0) yield found
    },
    join: () => Promise.reject(new Error('nobody joins')),
    async producer(id) {
      const epoch = (owners.get(id) ?? 0) + 1
      owners.set(id, epoch)
      return {
        async commit(all) {
          if (owners.get(id) !== epoch) throw new Fenced(id)
          const accident = accidents.shift()
          if (accident !== 'not-done') for (const record of all) append(record)
          if (accident !== undefined) throw new Error('the process is gone')
        },
        close: async () => {},
      }
    },
    close: async () => {},
  }
  return {
    log,
    append,
    accidents,
    recordsOf: (topic: string, partition: number): readonly LogRecord[] => of({ topic, partition }),
  }
}
