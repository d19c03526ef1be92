import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { inspect } from 'node:util'
import { DqError } from '../kernel/errors.ts'

/** A value that configuration only refers to: read when used, and never shown by printing, JSON or `inspect`. */
export interface Secret {
  /** `${env:NAME}` or `${file:path}`. */
  readonly reference: string
  /** The value itself; a `DqError` when it is missing or empty. */
  reveal(): string
}

const REFERENCE = /^\$\{(env|file):([^}]+)\}$/
const HIDDEN = '[secret]'
const revealed = new Set<string>()

/** A reference to a secret; text that is no reference is refused without being repeated. File paths are relative to `root`. */
export function secret(
  reference: string,
  options: { readonly root: string; readonly env?: NodeJS.ProcessEnv },
): Secret {
  const parts = REFERENCE.exec(reference)
  if (parts === null) {
    throw new DqError('a secret must be a reference, not the value itself', {
      hint: `write \${env:NAME} or \${file:path}, and keep the value out of git`,
    })
  }
  const [, source, name = ''] = parts
  const read = () => (source === 'env' ? (options.env ?? process.env)[name] : readFile(resolve(options.root, name)))
  const shown = `${HIDDEN} ${reference}`
  return Object.assign(Object.create({ toString: () => shown, toJSON: () => shown, [inspect.custom]: () => shown }), {
    reference,
    reveal() {
      const value = read()
      if (value === undefined || value === '') {
        throw new DqError(`the secret ${reference} is ${value === undefined ? 'not set' : 'empty'}`, {
          hint: source === 'env' ? `set the environment variable ${name}` : `write the value to the file ${name}`,
        })
      }
      revealed.add(value)
      return value
    },
  })
}

/** The text without any secret that was revealed in this process: everything printed about a failure goes through here. */
export function redact(text: string): string {
  let safe = text
  for (const value of [...revealed].sort((a, b) => b.length - a.length)) safe = safe.replaceAll(value, HIDDEN)
  return safe
}

/** A final line break belongs to the editor, not to the secret. */
function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '')
  } catch {
    return undefined
  }
}
