import type { IngestIr } from '../../pipelines/ingest/ir.ts'

/** A module exports plain data; its names are checked against the contracts afterwards. */
export const isIngest = (ir: unknown): ir is IngestIr =>
  typeof ir === 'object' && ir !== null && 'kind' in ir && ir.kind === 'ingest' && 'routes' in ir
