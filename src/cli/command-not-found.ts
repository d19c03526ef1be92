import { type Hook, ux } from '@oclif/core'
import { DqError } from '../kernel/errors.ts'
import { suggest } from '../kernel/suggest.ts'
import { EXIT, failureText } from './failure.ts'

/** oclif's hook: says what was meant, and never asks (a prompt would hang a CI job). */
const hook: Hook.CommandNotFound = async function ({ id, config }) {
  ux.stderr(
    failureText(
      unknownCommand(
        id.split(':'),
        config.commandIDs.map((known) => known.split(':')),
      ),
    ),
  )
  this.exit(EXIT.failed)
}

export default hook

/** The failure for words that name no command; `commands` are the words of each command there is. */
export function unknownCommand(typed: readonly string[], commands: readonly (readonly string[])[]): DqError {
  const isPrefix = (words: readonly string[]) => words.every((word, i) => typed[i] === word)
  const complete = commands.find(isPrefix)
  if (complete !== undefined) {
    const name = complete.join(' ')
    const extra = typed.slice(complete.length).join(' ')
    return new DqError(`dq ${name} takes no argument "${extra}"`, { hint: `usage and flags: dq ${name} --help` })
  }
  const [topic = ''] = typed
  const verbs = commands.flatMap(([first, second]) => (first === topic && second !== undefined ? [second] : []))
  if (verbs.length > 0) {
    const verb = suggest(typed[1] ?? '', verbs)
    return new DqError(`unknown command "${topic} ${typed[1]}"${didYouMean(verb && `dq ${topic} ${verb}`)}`, {
      hint: `commands: ${verbs.map((known) => `dq ${topic} ${known}`).join(', ')}`,
    })
  }
  const { beginning, name } = nearest(typed, commands) ?? { beginning: topic, name: undefined }
  return new DqError(`unknown command "${beginning}"${didYouMean(name && `dq ${name}`)}`, {
    hint: 'all commands: dq --help',
  })
}

const didYouMean = (line: string | undefined): string => (line ? ` (did you mean "${line}"?)` : '')

/** The longest beginning of what was typed that is near a command or a topic; what follows may be arguments. */
function nearest(typed: readonly string[], commands: readonly (readonly string[])[]) {
  for (let length = typed.length; length > 0; length--) {
    const beginning = typed.slice(0, length).join(' ')
    const known = commands.filter((words) => words.length >= length).map((words) => words.slice(0, length).join(' '))
    const name = suggest(beginning, known)
    if (name !== undefined) return { beginning, name }
  }
  return undefined
}
