import type { Settings } from '../config.ts'
import { counted } from '../report/report.ts'
import type { Letter } from './letter.ts'
import { withLetters } from './open.ts'
import { demandChoice, type Selection, select } from './select.ts'

export interface HandleFlags extends Omit<Selection, 'state' | 'ids'> {
  readonly file?: string | undefined
  readonly out?: string | undefined
  readonly all: boolean
  readonly 'dry-run': boolean
  /** Why they are dropped; without it they are replayed. */
  readonly because?: string | undefined
}

export interface HandleReport {
  readonly topic: string
  readonly action: 'replayed' | 'dropped'
  readonly dryRun: boolean
  /** Open letters that were meant. */
  readonly selected: number
  /** Without those that somebody else handled meanwhile. */
  readonly handled: number
  /** Source topic → letters. */
  readonly sources: Readonly<Record<string, number>>
}

/** Replays or drops the open letters that are meant. What a job had made itself has no record to put back: it is left open. */
export async function handleLetters(
  settings: Settings,
  topic: string,
  ids: readonly string[],
  flags: HandleFlags,
): Promise<HandleReport> {
  const { because, all } = flags
  demandChoice({ ids, ...flags }, all)
  return withLetters(settings, topic, flags, async ({ letters }) => {
    const open = await select(letters.read(), { ...flags, ids, state: 'open' })
    const meant = because === undefined ? open.filter(({ source }) => source.offset >= 0) : open
    const at = new Date().toISOString()
    const handled = flags['dry-run']
      ? 0
      : because === undefined
        ? await letters.replay(meant, at)
        : await letters.drop(meant, { action: 'dropped', at, because })
    const action = because === undefined ? 'replayed' : 'dropped'
    return { topic, action, dryRun: flags['dry-run'], selected: meant.length, handled, sources: bySource(meant) }
  })
}

const bySource = (letters: readonly Letter[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(letters, ({ source }) => source.topic)].map(([name, own]) => [name, own.length]))

export function handleText({ action, dryRun, selected, handled, sources }: HandleReport): string {
  const of = Object.entries(sources).map(([name, count]) => `${count} of ${name}`)
  const which = of.length === 0 ? '' : ` (${of.join(', ')})`
  if (dryRun) return `${counted(selected, 'open dead letter')}${which} would be ${action}`
  const others = selected === handled ? '' : `; ${selected - handled} had been handled meanwhile`
  return `${counted(handled, 'dead letter')} ${action}${which}${others}`
}
