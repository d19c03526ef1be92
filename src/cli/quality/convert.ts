import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DqError } from '../../kernel/errors.ts'
import { type ConvertedSuite, convertSuite } from '../../quality/convert/convert-suite.ts'
import { shownPath } from '../shown-path.ts'

export type SuiteFormat = 'json' | 'yaml'

/** A suite's file in the other format, or in the one that is asked for. */
export function convertFile(path: string, to: SuiteFormat | undefined): ConvertedSuite & { readonly file: string } {
  const file = shownPath(resolve(path))
  let text: string
  try {
    text = readFileSync(resolve(path), 'utf8')
  } catch (cause) {
    throw new DqError(`cannot read the suite ${file}`, { cause, hint: 'give the path of a suite' })
  }
  const other = /\.ya?ml$/.test(path) ? 'json' : 'yaml'
  return { file, ...convertSuite(file, text, to ?? other) }
}

/** Never over a file that is there. */
export function writeConverted(path: string, text: string): string {
  const file = shownPath(resolve(path))
  try {
    mkdirSync(dirname(resolve(path)), { recursive: true })
    writeFileSync(resolve(path), text, { flag: 'wx' })
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    throw new DqError(exists ? `${file} is there already` : `cannot write ${file}`, {
      cause,
      ...(exists && { hint: 'remove it first, or name another file' }),
    })
  }
  return file
}
