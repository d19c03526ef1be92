import { DqError } from '../kernel/errors.ts'

/** Kafka's rule for topic names, which is safe for file names too: no separators, no parent folder. */
export function checkName(what: 'topic' | 'store', name: string): string {
  if (/^[a-zA-Z0-9._-]{1,249}$/.test(name) && name !== '.' && name !== '..') return name
  throw new DqError(`${JSON.stringify(name)} is no ${what} name`, {
    hint: 'use 1 to 249 letters, digits, points, hyphens and underscores',
  })
}
