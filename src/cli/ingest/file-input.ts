import type { IngestSource } from '../../pipelines/ingest/ports.ts'
import { messages } from '../wiring/ingest.ts'
import { fileSource } from '../wiring.ts'
import { withOwnPositions } from './own-partition.ts'
import { withPauses } from './with-pauses.ts'

/** Records of a file: lines with positions as fixtures have them, Avro container files, or messages of a connector, one a line. */
export async function fileInput(topic: string, path: string): Promise<IngestSource> {
  const plain = await messages(topic, path)
  if (plain !== undefined) return withPauses(plain)
  const source = await fileSource([{ topic, path }])
  return withPauses(
    withOwnPositions({
      read: () => source.read(),
      rawValue: (event) => source.rawValue(event),
      close: () => source.close(),
    }),
  )
}
