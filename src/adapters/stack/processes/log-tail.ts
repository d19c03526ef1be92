import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** The last lines of a log, each behind the log's name; empty when it has none. */
export function logTail(log: string, lines = 15): string {
  if (!existsSync(log)) return ''
  const all = readFileSync(log, 'utf8').trimEnd().split('\n')
  return all
    .slice(-lines)
    .filter((line) => line !== '')
    .map((line) => `${basename(log)}: ${line}`)
    .join('\n')
}
