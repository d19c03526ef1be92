import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { addWaivers } from '../../contracts/waivers/add-waivers.ts'
import { type ReadWaivers, readWaivers } from '../../contracts/waivers/read-waivers.ts'
import { WAIVERS_FILE, type WaiverEntry } from '../../contracts/waivers/waiver.ts'
import type { Settings } from '../config.ts'
import { allRules } from '../rules.ts'
import { shownPath } from '../shown-path.ts'
import { stagedText } from '../wiring.ts'

/** The waivers beside dq.yaml, in the work tree or in the index; no file is no waiver. */
export async function loadWaivers(settings: Settings, staged = false): Promise<ReadWaivers> {
  const file = waiversPath(settings)
  const text = staged ? await stagedText(settings, WAIVERS_FILE) : textOf(file)
  if (text === undefined) return { waivers: [], findings: [] }
  return readWaivers(
    shownPath(file),
    text,
    allRules().map(({ id }) => id),
  )
}

/** Adds entries at the end of the file, or makes it; answers with its path as messages show it. */
export function writeWaivers(settings: Settings, entries: readonly WaiverEntry[]): string {
  const file = waiversPath(settings)
  const part = `${file}.part`
  writeFileSync(part, addWaivers(textOf(file), entries))
  renameSync(part, file)
  return shownPath(file)
}

/** A finding's file, which is relative to the working folder, as waivers name it: relative to theirs. */
export const fileInWaivers =
  (settings: Settings) =>
  (file: string): string =>
    relative(settings.root, resolve(file)).split(sep).join('/')

/** The clock of this machine, as a day in UTC; `days` later. */
export const today = (days = 0): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

const waiversPath = ({ root }: Settings): string => join(root, WAIVERS_FILE)

const textOf = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)
