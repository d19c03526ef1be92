/** Where the printed job runs, and what it reads and writes there. */
export interface FlinkOptions {
  /** Batch knows no late records; streaming drops them. On input that is in time both give the same rows. */
  readonly mode: 'batch' | 'streaming'
  readonly inputs: FlinkConnector
  readonly outputs: FlinkConnector
}

export type FlinkConnector = FilesConnector | KafkaConnector

/** Event lines (`<topic>.jsonl`) in, plain records as JSON lines out. */
export interface FilesConnector {
  readonly kind: 'filesystem'
  /** URI of a topic's file (`.jsonl`, `.jsonl.gz`) or of its folder. */
  readonly path: (topic: string) => string
}

export interface KafkaConnector {
  readonly kind: 'kafka'
  readonly bootstrapServers: string
  readonly groupId: string
  /** URL of the schema registry; needed for inputs in Avro. */
  readonly registry?: string
}

/** One statement for the SQL Gateway, without its semicolon. */
export interface FlinkStatement {
  /** What it is for, in one line. */
  readonly title: string
  readonly sql: string
}

export interface FlinkPlan {
  readonly statements: readonly FlinkStatement[]
  /** What the job says and Flink SQL cannot: one sentence each. */
  readonly notClaimed: readonly string[]
}
