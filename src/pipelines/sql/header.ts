import { timeZone } from '../../contracts/policies/calendar.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Type } from '../../kernel/value-type.ts'
import { parseType } from '../expr/type-text.ts'
import { isCron, type Schedule } from './schedule.ts'
import { type SqlSource, sqlFailure } from './source.ts'

/** What the comments at the top of a batch job say. */
export interface SqlHeader {
  readonly description: string
  readonly output: Named
  readonly parameters: ReadonlyMap<string, Type>
  readonly schedule: Schedule | undefined
  /** By table: whose dates its rows belong to. */
  readonly dates: ReadonlyMap<string, FollowedDates>
}

interface Named {
  readonly contract: string
  readonly at: number
}

/** A row of the table belongs to the dates of the rows of `from` that have the same values in these columns. */
export interface FollowedDates {
  readonly from: string
  readonly by: readonly string[]
  /** Rows of the table that are one: a change of one of them concerns the dates of all. */
  readonly with: readonly string[]
  readonly at: number
}

const SETTINGS = ['output', 'parameter', 'schedule', 'timezone', 'dates'] as const

/** Settings that may be given once, as they were written. */
interface Given {
  readonly text: string
  readonly at: number
}

/** Reads the comments at the top of a job: `-- @output silver.ledger`, text for people between. @throws DqError with the place of the first mistake. */
export function readHeader(source: SqlSource): SqlHeader {
  const description: string[] = []
  const parameters = new Map<string, Type>()
  const dates = new Map<string, FollowedDates>()
  const once = new Map<string, Given>()
  let start = 0
  for (const line of source.text.split('\n')) {
    const comment = /^\s*--\s?(.*?)\s*$/.exec(line)?.[1]
    if (comment === undefined && line.trim() !== '') break
    const [, word, text = ''] = /^@(\S*)\s*(.*)$/.exec(comment ?? '') ?? []
    const at = start + line.indexOf('@')
    const fail = (message: string, hint?: string) => sqlFailure(source, at, message, hint)
    if (word === undefined) {
      if (comment) description.push(comment)
    } else if (word === 'parameter') {
      const [, name = '', typeText = ''] = /^([a-z_][a-z0-9_]*)\s+(\S+)$/.exec(text) ?? []
      const type = parseType(typeText)
      if (type === undefined) throw fail('@parameter takes a name and a type', 'e.g. -- @parameter date date')
      parameters.set(name, type)
    } else if (word === 'dates') {
      const [, table, same, from, by] = DATES.exec(text) ?? []
      if (table === undefined || from === undefined || by === undefined)
        throw fail(
          '@dates says whose dates the rows of a table belong to',
          'e.g. -- @dates bronze.payments from bronze.orders by order_id',
        )
      dates.set(table, { from, by: namesIn(by), with: namesIn(same ?? ''), at })
    } else if (SETTINGS.some((known) => known === word)) {
      if (once.has(word)) throw fail(`a second @${word}`, word === 'output' ? 'a job writes one table' : 'leave one')
      once.set(word, { text, at: word === 'output' ? start + line.indexOf(text, line.indexOf('@output') + 7) : at })
    } else throw fail(`unknown setting @${word}${didYouMean(word, SETTINGS)}`, `settings: @${SETTINGS.join(', @')}`)
    start += line.length + 1
  }
  const output = outputOf(source, once.get('output'))
  const schedule = scheduleOf(source, once.get('schedule'), once.get('timezone'))
  return { description: description.join(' '), output, parameters, schedule, dates }
}

const DATES = /^(\S+)(?:\s+with\s+(\S+(?:\s*,\s*\S+)*))?\s+from\s+(\S+)\s+by\s+(\S+(?:\s*,\s*\S+)*)$/

const namesIn = (list: string): readonly string[] => list.split(/\s*,\s*/).filter((one) => one !== '')

function outputOf(source: SqlSource, given: Given | undefined): Named {
  if (given === undefined)
    throw sqlFailure(source, 0, 'nothing says what this job writes', 'begin with -- @output <contract>')
  if (!/^\S+$/.test(given.text))
    throw sqlFailure(source, given.at, '@output names one contract', 'e.g. -- @output silver.finance_ledger')
  return { contract: given.text, at: given.at }
}

function scheduleOf(source: SqlSource, cron: Given | undefined, zone: Given | undefined): Schedule | undefined {
  if (zone !== undefined && !timeZone.safeParse(zone.text).success)
    throw sqlFailure(source, zone.at, `"${zone.text}" is no time zone`, 'a name such as UTC or America/Sao_Paulo')
  if (cron === undefined) {
    if (zone === undefined) return undefined
    throw sqlFailure(source, zone.at, '@timezone says nothing without @schedule', 'e.g. -- @schedule 0 2 * * *')
  }
  if (!isCron(cron.text))
    throw sqlFailure(
      source,
      cron.at,
      `"${cron.text}" is no schedule`,
      'five fields, minute hour day month weekday, in numbers: -- @schedule 0 2 * * *',
    )
  return { cron: cron.text, timeZone: zone?.text ?? 'UTC' }
}
