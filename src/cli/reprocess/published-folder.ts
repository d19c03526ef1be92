import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { DqError } from '../../kernel/errors.ts'
import { shownPath } from '../shown-path.ts'

/** @throws DqError for a folder that no run wrote: compared with it, everything would be new, and sent once more. */
export function requireRunFolder(folder: string, job: string, known: ReadonlySet<string>): void {
  const names = readdirSync(resolve(folder))
  // A run that put nothing out has no file but its store.
  if (names.some((name) => name.endsWith('.sqlite') || known.has(name.replace(/\.jsonl$/, '')))) return
  throw new DqError(`${shownPath(resolve(folder))} holds no output of ${job}`, {
    hint: `--published is the folder of a run, e.g. .dq/runs/${job}/<case>`,
  })
}
