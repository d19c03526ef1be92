import type { ColumnSource, IngestDeclaration, IngestIr, Route } from './ir.ts'

export const field = (name: string): ColumnSource => ({ kind: 'field', name })
export const dayOf = (of: ColumnSource): ColumnSource => ({ kind: 'day', of })
export const instantOf = (of: ColumnSource): ColumnSource => ({ kind: 'instant', of })
export const firstOf = (...of: readonly ColumnSource[]): ColumnSource => ({ kind: 'first', of })
export const op: ColumnSource = { kind: 'op' }
export const changedAt: ColumnSource = { kind: 'changed-at' }

/** Fields of the row under their own names. */
export const fields = (...names: readonly string[]): Route['columns'] =>
  Object.fromEntries(names.map((name) => [name, field(name)]))

/** What a table keeps of where each record stood. */
export const position: Route['columns'] = {
  kafka_topic: { kind: 'topic' },
  kafka_partition: { kind: 'partition' },
  kafka_offset: { kind: 'offset' },
  kafka_timestamp: { kind: 'timestamp' },
}

export const ingest = (ir: Omit<IngestIr, 'irVersion' | 'kind'>): IngestDeclaration => ({
  ir: { irVersion: 1, kind: 'ingest', ...ir },
})
