import type { Change } from '../diff/change.ts'
import type { ChangeSource, ContractFiles } from '../ports.ts'
import { readText, shownPath } from '../repo/read-text.ts'
import { type ReadWaivers, readWaivers } from './read-waivers.ts'
import { WAIVERS_FILE, type Waiver, waiverSubject } from './waiver.ts'

const OF = WAIVERS_FILE

/** Waivers that came, went, or end later. What is wrong in the file of today is told where waivers are applied; what was wrong in the other excused nothing. */
export const waiverSource: ChangeSource = {
  from: 'repo',
  paths: [WAIVERS_FILE],
  async changesBetween(before, after) {
    const [old, now] = [await read(before), await read(after)]
    const bySubject = (waivers: readonly Waiver[]) => new Map(waivers.map((one) => [waiverSubject(one), one]))
    const [was, is] = [bySubject(old.waivers), bySubject(now.waivers)]
    const subjects = [...new Set([...was.keys(), ...is.keys()])]
    return {
      changes: subjects.flatMap((subject) => changesOf(subject, was.get(subject), is.get(subject))),
      mistakes: [],
      oldMistakes: [],
    }
  },
}

function changesOf(what: string, old: Waiver | undefined, now: Waiver | undefined): readonly Change[] {
  const base = { of: OF, path: '', what }
  if (old === undefined)
    return now === undefined ? [] : [{ kind: 'waiver-added', ...base, after: now.place, to: now.expires }]
  if (now === undefined) return [{ kind: 'waiver-removed', ...base, before: old.place, from: old.expires }]
  if (now.expires <= old.expires) return []
  const places = { before: old.place, after: now.place }
  return [{ kind: 'waiver-extended', ...base, ...places, from: old.expires, to: now.expires }]
}

async function read(files: ContractFiles): Promise<ReadWaivers> {
  if (!(await files.list()).includes(WAIVERS_FILE)) return { waivers: [], findings: [] }
  const text = await readText(files, WAIVERS_FILE)
  return 'finding' in text
    ? { waivers: [], findings: [text.finding] }
    : readWaivers(shownPath(files, WAIVERS_FILE), text.text)
}
