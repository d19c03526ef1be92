/** How a Kafka cluster is reached. */
export interface KafkaConnection {
  /** `host:port`, the first that answers tells of the others. */
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly tls?: boolean
  readonly sasl?: KafkaLogin
}

export interface KafkaLogin {
  readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'
  readonly username: string
  readonly password: string
}

/** Milliseconds. A member that is silent for `session` loses its partitions to others. */
export interface GroupTimeouts {
  readonly session: number
  readonly heartbeat: number
}

/** The broker allows no session below 6 seconds. */
export const GROUP_TIMEOUTS: GroupTimeouts = { session: 10_000, heartbeat: 1_000 }

/** Bytes of one fetch: of one partition, and in all. */
export const FETCH_BYTES = { partition: 262_144, all: 8_388_608 } as const

/** What a record takes in memory beside its key and value, bytes. */
export const RECORD_BYTES = 200

/** Bytes of the records that are sent in one request to one partition: brokers refuse batches above 1 MiB. */
export const SEND_BYTES = 700_000
