import { expect, test } from 'vitest'
import { describeChange } from '../../../src/contracts/diff/describe.ts'
import { waiverSource } from '../../../src/contracts/waivers/waiver-changes.ts'
import { formatPlace } from '../../../src/kernel/finding.ts'
import { memoryFiles } from '../memory-files.ts'

const file = (...entries: string[]) =>
  `version: 1\nwaivers:\n${entries.map((entry) => `  - {owner: a, reason: b, ${entry}}\n`).join('')}`

async function compare(before: string | undefined, after: string | undefined) {
  const files = (text: string | undefined, folder: string) =>
    memoryFiles(text === undefined ? {} : { 'waivers.yaml': text }, folder)
  const { changes, ...mistakes } = await waiverSource.changesBetween(files(before, 'old'), files(after, 'new'))
  const lines = changes.map((one) => {
    const [{ sign, text }, at] = [describeChange(one), one.after ?? one.before]
    return `${sign} ${text} ${at === undefined ? '' : formatPlace(at)}`
  })
  return { lines, ...mistakes }
}

const ONE = 'rule: key-changed, at: contracts/bronze, expires: 2026-12-31'
const later = ONE.replace('2026', '2027')

// biome-ignore format: one row a case
const cases: [what: string, before: string | undefined, after: string | undefined, lines: string[]][] = [
  ['nothing',                      file(ONE), `# reviewed\n${file(ONE)}`,                  []],
  ['it ends later',                file(ONE), file(later),                                ['~ extended waiver key-changed at contracts/bronze, 2026-12-31 → 2027-12-31 new/waivers.yaml:3:5']],
  ['it ends earlier',              file(later), file(ONE),                                []],
  ['one comes',                    file(), file(ONE),                                     ['+ waiver key-changed at contracts/bronze, 2026-12-31 new/waivers.yaml:3:5']],
  ['the first one comes',          undefined, file(ONE),                                  ['+ waiver key-changed at contracts/bronze, 2026-12-31 new/waivers.yaml:3:5']],
  ['one goes',                     file(ONE), undefined,                                  ['- waiver key-changed at contracts/bronze, 2026-12-31 old/waivers.yaml:3:5']],
  ['it holds everywhere now',      file(ONE), file('rule: key-changed, expires: 2026-12-31'), ['- waiver key-changed at contracts/bronze, 2026-12-31 old/waivers.yaml:3:5', '+ waiver key-changed, 2026-12-31 new/waivers.yaml:3:5']],
  ['another owner and reason',     file(ONE), file(ONE).replace('owner: a', 'owner: c'),  []],
  ['a broken one excused nothing', file('expires: 2026-12-31'), file(ONE),                ['+ waiver key-changed at contracts/bronze, 2026-12-31 new/waivers.yaml:3:5']],
]

test.for(cases)('%s', async ([, before, after, lines]) => {
  expect(await compare(before, after)).toEqual({ lines, mistakes: [], oldMistakes: [] })
})
