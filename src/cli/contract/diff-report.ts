import type { Change } from '../../contracts/diff/change.ts'
import { describeChange, type Sign } from '../../contracts/diff/describe.ts'
import { formatPlace } from '../../kernel/finding.ts'
import { jsonText } from '../json-text.ts'
import { code, escaped } from '../report/markdown-text.ts'
import { counted } from '../report/report.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'

export interface Diff {
  readonly changes: readonly Change[]
  /** How many contracts were compared. */
  readonly contracts: number
  /** What else was: noun → how many files. */
  readonly looked: Readonly<Record<string, number>>
  readonly before: string
  readonly after: string
}

const COLORS: Readonly<Record<Sign, 'green' | 'red' | 'yellow'>> = { '+': 'green', '-': 'red', '~': 'yellow' }

/** How a diff is printed: for people, for machines, for a pull request. */
export const diffReports = {
  text(diff: Diff): string {
    const lines = [...byContract(diff)].flatMap(([of, changes]) => {
      const rows = changes.map((change) => {
        const { sign, text } = describeChange(change)
        return [`  ${paint(COLORS[sign], `${sign} ${text}`)}`, paint('dim', placeOf(change))]
      })
      return [paint('bold', of), table(rows), '']
    })
    return [...lines, summary(diff)].join('\n')
  },

  json: (diff: Diff): string =>
    jsonText({ ...diff, changes: diff.changes.map((change) => ({ ...change, text: describeChange(change).text })) }),

  markdown(diff: Diff): string {
    const sections = [...byContract(diff)].flatMap(([of, changes]) => [
      `#### ${code(of)}`,
      '',
      '| | Change | Where |',
      '| --- | --- | --- |',
      ...changes.map((change) => {
        const { sign, text } = describeChange(change)
        return `| ${code(sign)} | ${escaped(text)} | ${code(placeOf(change))} |`
      }),
      '',
    ])
    return ['### Contract changes', '', ...sections, `<sub>${escaped(summary(diff))}</sub>`].join('\n')
  },
} as const

export type DiffFormat = keyof typeof diffReports

const byContract = ({ changes }: Diff): ReadonlyMap<string, readonly Change[]> => Map.groupBy(changes, ({ of }) => of)

/** Where it stands now, or where it stood. */
function placeOf({ before, after }: Change): string {
  const at = after ?? before
  return at === undefined ? '' : formatPlace(at)
}

function summary(diff: Diff): string {
  const { changes, contracts, looked, before, after } = diff
  const changed = byContract(diff).size
  const others = Object.entries(looked).map(([noun, count]) => `, ${counted(count, noun)}`)
  return `${counted(contracts, 'contract')}${others.join('')}, ${changed} changed, ${counted(changes.length, 'change')} from ${before} to ${after}`
}
