import { resolve } from 'node:path'
import { Flags } from '@oclif/core'
import { DqError } from '../kernel/errors.ts'

export interface TopicPath {
  readonly topic: string
  readonly path: string
}

/** `topic=path`. */
export const topicFileFlag = Flags.custom<TopicPath>({
  helpValue: 'topic=file',
  async parse(text) {
    const at = text.indexOf('=')
    if (at > 0 && at < text.length - 1) return { topic: text.slice(0, at), path: text.slice(at + 1) }
    throw new DqError(`"${text}" does not say which topic is in which file`, {
      hint: 'e.g. --input order.created=orders.jsonl',
    })
  },
})

/** An instant as ISO 8601 UTC, in milliseconds since the epoch. */
export const instantFlag = Flags.custom<number>({
  helpValue: '2017-03-10T00:00:00Z',
  async parse(text) {
    const millis = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z)?$/.test(text)
      ? Date.parse(text)
      : Number.NaN
    if (!Number.isNaN(millis)) return millis
    throw new DqError(`"${text}" is no instant in UTC`, { hint: 'e.g. 2017-03-10T00:00:00Z, or a date alone' })
  },
})

/** A day of the calendar, `YYYY-MM-DD`. @throws DqError for any other text. */
export function parseDay(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text
  throw new DqError(`"${text}" is no day`, { hint: 'e.g. 2027-03-31' })
}

export const dayFlag = Flags.custom<string>({ helpValue: 'YYYY-MM-DD', parse: async (text) => parseDay(text) })

/** What a table is read at; `--branch` as with commands that write, as most often it is one. */
export const atFlag = (what = 'Branch, tag or hash.') =>
  Flags.string({ aliases: ['branch'], default: 'main', helpValue: 'ref', summary: `${what} --branch says the same.` })

/** A folder, made absolute. */
export const folderFlag = Flags.custom<string>({ helpValue: 'folder', parse: async (text) => resolve(text) })
