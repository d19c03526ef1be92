import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { IcebergSchema } from '../../lake/iceberg/types.ts'
import type { RowSource } from '../../lake/table/ports.ts'
import type { Stage } from '../../pipelines/ingest/ports.ts'

const BUFFERED = 256 * 1024

/** Rows as JSON Lines in a file of this process, gone with it; `rows` says how a file is read as rows of a table. */
export function jsonlStage(path: string, rows: (file: string, schema: IcebergSchema) => RowSource): Stage {
  let file: number | undefined
  let waiting = ''
  let count = 0
  let bytes = 0

  const flush = (): void => {
    if (waiting === '') return
    if (file === undefined) {
      mkdirSync(dirname(path), { recursive: true })
      file = openSync(path, 'w')
    }
    const block = Buffer.from(waiting)
    for (let at = 0; at < block.length; ) at += writeSync(file, block, at)
    waiting = ''
  }
  const clear = async (): Promise<void> => {
    if (file !== undefined) closeSync(file)
    file = undefined
    waiting = ''
    count = 0
    bytes = 0
    rmSync(path, { force: true })
  }
  return {
    get rows() {
      return count
    },
    get bytes() {
      return bytes
    },
    add(line) {
      waiting += `${line}\n`
      count++
      bytes += line.length + 1
      if (waiting.length >= BUFFERED) flush()
    },
    async source(schema) {
      flush()
      return rows(path, schema)
    },
    clear,
    close: clear,
  }
}
