import { z } from 'zod'
import { DqError } from '../../../kernel/errors.ts'
import { checkCommitMessage } from '../../../lake/catalog/commit-message.ts'
import type { CommitMeta } from '../../../lake/catalog/port.ts'

const PROPERTIES = 'Dq-Properties: '

/** A commit message with its properties as the trailer of `git interpret-trailers`. */
export function messageText({ message, properties = {} }: CommitMeta): string {
  const text = checkCommitMessage(message)
  if (text.split('\n').some((line) => line.startsWith(PROPERTIES)))
    throw new DqError(`no line of a commit message begins with ${PROPERTIES}`)
  const trailer = Object.keys(properties).length === 0 ? '' : `\n\n${PROPERTIES}${JSON.stringify(properties)}`
  return `${text}${trailer}\n`
}

const propertiesSchema = z.record(z.string(), z.string())

/** What `messageText` made; a message of somebody else's has no properties. */
export function parseMessage(text: string): Required<Pick<CommitMeta, 'message' | 'properties'>> {
  const lines = text.trimEnd().split('\n')
  const last = lines.at(-1) ?? ''
  if (!last.startsWith(PROPERTIES)) return { message: text.trimEnd(), properties: {} }
  const properties = propertiesIn(last.slice(PROPERTIES.length))
  // Written by hand, with git itself: a message like any other, and no reason to stop reading the history.
  if (properties === undefined) return { message: text.trimEnd(), properties: {} }
  return { message: lines.slice(0, -1).join('\n').trimEnd(), properties }
}

function propertiesIn(text: string): Readonly<Record<string, string>> | undefined {
  try {
    return propertiesSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** `Ana Lima <ana@example.org>` or a name alone, as git has it. */
export function identity(author: string): string {
  const [, name = author, mail = ''] = /^(.*?)\s*<([^<>]*)>$/.exec(author.trim()) ?? []
  // biome-ignore lint/suspicious/noControlCharactersInRegex: git's own format has no place for them
  const clean = (text: string) => text.replace(/[\u0000-\u001f<>]/g, '').trim()
  return `${clean(name) || 'unknown'} <${clean(mail)}>`
}

export const authorText = (name: string, mail: string): string => (mail === '' ? name : `${name} <${mail}>`)
