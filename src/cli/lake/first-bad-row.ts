import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { DqError } from '../../kernel/errors.ts'
import type { TableEngine } from '../wiring/table-engine.ts'

const letter = z.object({ file: z.string(), line: z.coerce.number(), reasons: z.array(z.string()).min(1) })

/**
 * The same failure with the row that is to blame: the scan that writes stops in the middle, and knows neither place nor all that is wrong, so
 * rows are judged one by one afterwards. `shown`: the files as the user calls them. What no row is to blame for stays as it is.
 */
export async function withItsRow(
  error: unknown,
  engine: Pick<TableEngine, 'judgedRows'>,
  request: Parameters<TableEngine['judgedRows']>[0],
  shown: readonly string[],
): Promise<unknown> {
  if (!(error instanceof DqError)) return error
  const folder = mkdtempSync(join(tmpdir(), 'dq-append-'))
  try {
    const file = join(folder, 'bad.jsonl')
    const { badRows } = await engine.judgedRows(request, file)
    if (badRows === 0n) return error
    return rowError(letter.parse(JSON.parse(await firstLine(file))), badRows, { ...request, shown }, error)
  } catch (cause) {
    if (cause instanceof DqError) return error
    throw cause
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Of a file that may be longer than any text: all rows may be bad. */
async function firstLine(path: string): Promise<string> {
  const file = await open(path)
  try {
    for await (const line of file.readLines({ autoClose: false })) return line
    return ''
  } finally {
    await file.close()
  }
}

function rowError(
  { file, line, reasons }: z.output<typeof letter>,
  badRows: bigint,
  { files, shown }: { readonly files: readonly string[]; readonly shown: readonly string[] },
  cause: DqError,
): DqError {
  const name = shown[files.indexOf(file)] ?? file
  const isLine = /\.(?:jsonl|ndjson)(?:\.gz)?$/.test(file)
  const more = badRows === 1n ? '' : `; ${badRows - 1n} more ${badRows === 2n ? 'row breaks' : 'rows break'} it`
  return new DqError(`${isLine ? 'a row' : `row ${line}`} breaks the contract: ${reasons.join(', ')}${more}`, {
    at: { file: name, ...(isLine && { line }) },
    hint: 'nothing was appended; --bad-rows <file> puts such rows aside with their reasons, and appends the others',
    cause,
  })
}
