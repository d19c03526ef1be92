import type { AvroRecord } from '../../contracts/avro/schema.ts'
import type { Contract } from '../../contracts/model.ts'

export interface TopicPartition {
  readonly topic: string
  readonly partition: number
}

/** The offset of the next record. */
export interface TopicPosition extends TopicPartition {
  readonly offset: number
}

/** A record as the log has it. Only committed ones are ever seen. */
export interface LogRecord {
  readonly offset: number
  /** Milliseconds since the epoch: as the topic is configured, of the producer or of the broker. */
  readonly timestamp: number
  readonly key: Uint8Array | null
  /** Null: a deletion, in compacted topics. */
  readonly value: Uint8Array | null
  /** Absent where there are none. */
  readonly headers?: readonly (readonly [name: string, value: Uint8Array])[] | undefined
}

/** What one fetch brought of one partition. */
export interface RecordBatch extends TopicPartition {
  readonly records: readonly LogRecord[]
  /** The position that was asked for: what is not behind what came before is from an earlier reading. */
  readonly from: number
  /** The position behind this batch: beyond its last record where markers or aborted records follow. */
  readonly next: number
  /** The position behind the last committed record that the broker told of. */
  readonly end: number
  /** That the records take in memory, about. */
  readonly bytes: number
  /** Nobody has read what stood between `from` and `next`, and it is gone: the topic keeps records too short a time. */
  readonly isGone?: true
}

export interface OutRecord extends TopicPartition {
  readonly key: string | Uint8Array | null
  readonly value: string | Uint8Array | null
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds; absent: the moment of sending. */
  readonly timestamp?: number
}

/**
 * A log of topics in partitions with consumer groups and transactions, as Kafka is. Adapters reconnect by themselves;
 * calls reject with Unavailable when the log cannot be reached for some time, and can be tried again then.
 */
export interface EventLog {
  /** Numbers of partitions; a topic that does not exist is absent. */
  partitionCounts(topics: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Does nothing where the topic exists. */
  createTopic(topic: string, options: { readonly partitions: number; readonly compacted: boolean }): Promise<void>
  /** Positions behind the last committed record; in the order given. */
  endOffsets(of: readonly TopicPartition[]): Promise<readonly number[]>
  /** Positions of the first record that is still kept; in the order given. */
  beginningOffsets(of: readonly TopicPartition[]): Promise<readonly number[]>
  /**
   * Where a group is, undefined where it has not begun; in the order given. A transaction whose `commit` has just resolved may
   * not be seen yet, here and in what is read: after `producer` with its id it is.
   */
  committedOffsets(group: string, of: readonly TopicPartition[]): Promise<readonly (number | undefined)[]>
  /** Everything committed in a partition, from `from` (default: its beginning) to its end as it is now. */
  read(of: TopicPartition, from?: number): AsyncIterable<readonly LogRecord[]>
  join(group: Group, events: GroupEvents): Promise<GroupMember>
  /** Fences every earlier producer of the same id: its open transaction is aborted, a decided one is finished, when this resolves. */
  producer(transactionalId: string): Promise<TransactionalProducer>
  close(): Promise<void>
}

/** A log whose topics can be looked after. */
export interface ManagedLog extends EventLog {
  /** Settings of topics as they are in effect, by topic and by Kafka's names for them; a topic that does not exist is absent. */
  topicSettings(
    topics: readonly string[],
    names: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>>
  /** Sets these of a topic; its others stay as they are. */
  setTopicSettings(topic: string, settings: Readonly<Record<string, string>>): Promise<void>
}

/** Members of a group share its topics by partition index: whoever has partition 3 of one topic has it of all. */
export interface Group {
  readonly id: string
  /** All with the same number of partitions. */
  readonly topics: readonly string[]
}

export interface GroupEvents {
  /** After every rebalance: the partition indexes that are this member's now. Those it had before go on where they are. */
  assigned(partitions: readonly number[]): void
  /** A rebalance begins: the moment to commit. Clients that can, wait for it before they join again. */
  rebalancing(): Promise<void>
  /** May also be called for a partition that was given up, or from before the last `readFrom`: `from` tells. */
  records(batch: RecordBatch): void
  /** The member has left the group and will not come back. */
  failed(error: unknown): void
}

export interface GroupMember {
  /** Begins to deliver a partition, or delivers it from another place; what was not begun is not delivered. */
  readFrom(position: TopicPosition): void
  /** Nothing more is delivered but one fetch that may be under way; `resume` goes on behind it. */
  pause(of: TopicPartition): void
  resume(of: TopicPartition): void
  stop(of: TopicPartition): void
  /** Leaves the group, so that others can take over at once. */
  leave(): Promise<void>
}

export interface TransactionalProducer {
  /**
   * One transaction: all records and the group's new positions, or nothing.
   * When it rejects, what became of it is only known after a new producer of the same id has begun. @throws Fenced
   */
  commit(records: readonly OutRecord[], offsets: GroupOffsets | undefined): Promise<void>
  close(): Promise<void>
}

export interface GroupOffsets {
  readonly group: string
  readonly positions: readonly TopicPosition[]
}

/** Another producer of the same transactional id has begun: this one must not go on. */
export class Fenced extends Error {
  override name = 'Fenced'
}

/** The log, a registry or a store cannot be reached now: to be tried again. */
export class Unavailable extends Error {
  override name = 'Unavailable'
  /** Of people: "kafka", "redis", "registry". */
  readonly system: string
  constructor(system: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.system = system
  }
}

/** The bytes of a record as an event's value; `unknown` names the schema that must be loaded first. */
export type WireValue =
  /** With a `schema`, `value` are the bytes, and the record begins at `from`. */
  | { readonly kind: 'value'; readonly value: unknown; readonly schema?: AvroRecord; readonly from?: number }
  | { readonly kind: 'unreadable'; readonly message: string }
  /** Written with a schema that the contract does not allow. */
  | { readonly kind: 'drift'; readonly message: string }
  | { readonly kind: 'unknown'; readonly schemaId: number }

/** Reads and writes records as they stand on the wire, by the wire formats of the contracts. Synchronous but for `load`. */
export interface WireFormat {
  /** By contract; compiled once. Null is a deletion. */
  reader(contract: Contract): (bytes: Uint8Array | null) => WireValue
  /** Goes before each Avro record of the topic that the contract governs; empty for JSON. Known once `prepare` has resolved. */
  prefix(contract: Contract): Uint8Array
  /** Looks up the ids of the contracts that will be written. @throws DqError naming `dq contract register` for one that is not there; Unavailable */
  prepare(written: readonly Contract[]): Promise<void>
  /** @throws Unavailable while the registry cannot be asked. */
  load(schemaIds: readonly number[]): Promise<void>
}

/** The clock of the runtime, milliseconds since the epoch, and its way to wait. */
export interface LiveClock {
  now(): number
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}
