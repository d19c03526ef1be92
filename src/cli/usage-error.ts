import { type Command, Errors } from '@oclif/core'
import { DqError } from '../kernel/errors.ts'
import { didYouMean } from '../kernel/suggest.ts'

/** A mistake on the command line, as an expected failure that says how to do it; undefined when the error is something else. */
export function usageError(error: Error, command: typeof Command): DqError | undefined {
  const hint = `usage and flags: dq ${(command.id ?? '').replaceAll(':', ' ')} --help`
  // What a flag's parser says, ours or oclif's own: numbers that are none, folders that are not there.
  const parsing = /^Parsing (--\S+)\s+([\s\S]*?)(?:\s*See more help with --help)?$/.exec(error.message)
  if (parsing !== null) {
    const [, flag, said = ''] = parsing
    return error instanceof DqError
      ? new DqError(`${flag}: ${said}`, error.hint === undefined ? {} : { hint: error.hint })
      : new DqError(`${flag}: ${lowerFirst(said)}`, { hint })
  }
  return error instanceof Errors.CLIError ? new DqError(usageMessage(error, command), { hint }) : undefined
}

/** Flags that other commands have for the same: what reads takes a tag or hash too, what writes a branch only. */
const OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  '--branch': ['--at', '--from'],
  '--at': ['--branch'],
  '--from': ['--at', '--branch'],
}

function usageMessage(error: Errors.CLIError, command: typeof Command): string {
  const known = Object.keys({ ...command.baseFlags, ...command.flags }).map((flag) => `--${flag}`)
  if ('flags' in error && Array.isArray(error.flags)) {
    return error.flags
      .map((flag) => {
        const other = OTHERWISE[String(flag)]?.find((one) => known.includes(one))
        return `unknown flag ${flag}${other === undefined ? didYouMean(String(flag), known) : ` (here it is ${other})`}`
      })
      .join(', ')
  }
  if (error.constructor.name === 'RequiredArgsError' && 'args' in error && Array.isArray(error.args)) {
    return error.args.map(({ name, description }) => `missing argument <${name}>: ${description}`).join('; ')
  }
  const missing = [...error.message.matchAll(/^ *Missing required flag (\S+)$/gm)].map(([, name]) => `--${name}`)
  if (missing.length > 0) return `missing flag ${missing.join(', ')}`
  const together = [...error.message.matchAll(/^ *(--[\w-]+)=.* cannot also be provided when using (--[\w-]+)$/gm)]
  if (together.length > 0) return together.map(([, one, other]) => `${one} cannot be given with ${other}`).join('; ')
  const needed = [...error.message.matchAll(/^ *All of the following must be provided when using (--[\w-]+): (.+)$/gm)]
  if (needed.length > 0) return needed.map(([, flag, others]) => `${flag} needs ${others}`).join('; ')
  const option = /^Expected (--[\w-]+)=(.*) to be one of: (.*)$/m.exec(error.message)
  if (option !== null) {
    const [, flag, given = '', options = ''] = option
    return `${flag} knows no "${given}"${didYouMean(given, options.split(', '))}: one of ${options}`
  }
  const [message = ''] = error.message.split('\nSee more help')
  return lowerFirst(message)
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
