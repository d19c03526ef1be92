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
  /** Each line goes there at once: a text of many lines, made bytes later, costs three times as much. */
  let buffer: Buffer | undefined
  let waiting = 0
  let count = 0
  let bytes = 0
  let longest = 0

  const write = (block: Buffer, length: number): void => {
    if (length === 0) return
    if (file === undefined) {
      mkdirSync(dirname(path), { recursive: true })
      file = openSync(path, 'w')
    }
    for (let at = 0; at < length; ) at += writeSync(file, block, at, length - at)
  }
  const flush = (): void => {
    if (buffer !== undefined) write(buffer, waiting)
    waiting = 0
  }
  /** Gives the bytes of the line with its end. */
  const put = (line: string): number => {
    // A unit of UTF-16 takes up to three bytes.
    const most = 3 * line.length + 1
    if (most > BUFFERED - waiting) flush()
    if (most > BUFFERED) {
      const block = Buffer.from(`${line}\n`)
      write(block, block.length)
      return block.length
    }
    buffer ??= Buffer.allocUnsafeSlow(BUFFERED)
    const length = buffer.write(line, waiting) + 1
    waiting += length
    buffer[waiting - 1] = NEW_LINE
    return length
  }
  const clear = async (): Promise<void> => {
    if (file !== undefined) closeSync(file)
    file = undefined
    waiting = 0
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
      const length = put(line)
      count++
      bytes += length
      if (length > longest) longest = length
    },
    async source(schema) {
      flush()
      return rows(path, schema, longest)
    },
    clear,
    close: clear,
  }
}

const NEW_LINE = 10
