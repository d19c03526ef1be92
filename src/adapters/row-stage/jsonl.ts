import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { IcebergSchema } from '../../lake/iceberg/types.ts'
import type { RowSource } from '../../lake/table/ports.ts'
import type { Stage } from '../../pipelines/ingest/ports.ts'

const BUFFERED = 256 * 1024

/** How a file of such lines is read as rows of a table; no line is longer than so many bytes. */
export type LinesAsRows = (file: string, schema: IcebergSchema, longest: number) => RowSource

/** Rows as JSON Lines in a file of this process, gone with it. */
export function jsonlStage(path: string, rows: LinesAsRows): Stage {
  let file: number | undefined
  let waiting = ''
  let count = 0
  let bytes = 0
  /** In UTF-16 units: a byte to three of UTF-8 each. */
  let longest = 0

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
    longest = 0
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
      longest = Math.max(longest, line.length)
      if (waiting.length >= BUFFERED) flush()
    },
    async source(schema) {
      flush()
      return rows(path, schema, 3 * longest)
    },
    clear,
    close: clear,
  }
}
