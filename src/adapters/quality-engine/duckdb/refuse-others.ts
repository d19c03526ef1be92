import { closeSync, openSync, readSync } from 'node:fs'
import { relative } from 'node:path'
import { DqError } from '../../../kernel/errors.ts'

const HEAD = 4096

/** Says of files that are not what their ending says, or hold nothing at all, what DuckDB would say in its own words or not at all. */
export function refuseOthers(files: readonly string[]): void {
  const heads = files.map((file) => ({ file: relative('', file) || file, head: headOf(file) }))
  const [first] = heads
  if (first !== undefined && heads.every(({ head }) => isBlank(head)))
    throw new DqError(`${first.file} is empty${heads.length === 1 ? '' : `, as are all of ${heads.length} files`}`, {
      hint: 'rows are needed, or a header at least: is it still being written?',
    })
  for (const { file, head } of heads) {
    if (head.length === 0 && !file.endsWith('.parquet')) continue
    const why = faultOf(file, head)
    if (why !== undefined)
      throw new DqError(`${file} is ${why}`, { hint: 'its ending says what it should be: was it renamed, or cut off?' })
  }
}

function faultOf(file: string, head: Uint8Array): string | undefined {
  if (file.endsWith('.parquet'))
    return startsWith(head, [0x50, 0x41, 0x52, 0x31]) ? undefined : 'no Parquet file: it does not begin with PAR1'
  if (file.endsWith('.gz')) return startsWith(head, [0x1f, 0x8b]) ? undefined : 'not packed by gzip'
  if (head.includes(0)) return 'not text: it has bytes of 0'
  try {
    // What is cut at the end of the head may be the half of a character.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return undefined
  } catch {
    return 'not text in UTF-8'
  }
}

const startsWith = (head: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, i) => head[i] === byte)

const isBlank = (head: Uint8Array): boolean => head.every((byte) => byte === 0x20 || (byte >= 9 && byte <= 13))

function headOf(file: string): Uint8Array {
  const opened = openSync(file, 'r')
  try {
    const head = new Uint8Array(HEAD)
    return head.subarray(0, readSync(opened, head, 0, HEAD, 0))
  } finally {
    closeSync(opened)
  }
}
