import type { TestedCase } from '../fixtures.ts'
import { paint } from '../style.ts'
import { differenceLines } from './golden-diff.ts'
import { counted } from './report.ts'

/** One line a case, its differences below it, and last how much was looked at. */
export function fixtureTestText(tested: readonly TestedCase[]): string {
  const lines = tested.flatMap((result) => {
    const { fixture, differences, rows, updated } = result
    const name = `${fixture.job} / ${fixture.name}`
    if (differences.length === 0) return [`${paint('green', '✓')} ${name}  ${paint('dim', counted(rows, 'row'))}`]
    if (updated)
      return [`${paint('yellow', '↻')} ${name}  golden files rewritten: ${counted(differences.length, 'difference')}`]
    return [`${paint('red', '✗')} ${name}  ${counted(differences.length, 'difference')}`, ...differenceLines(result)]
  })
  const rows = tested.reduce((sum, result) => sum + result.rows, 0)
  const differ = tested.filter(({ differences, updated }) => differences.length > 0 && !updated).length
  return [...lines, `${counted(tested.length, 'case')}, ${counted(rows, 'golden row')}, ${differ} different`].join('\n')
}

/** The same for machines. */
export const fixtureTestData = (tested: readonly TestedCase[]): object => ({
  cases: tested.map(({ fixture, rows, differences, updated }) => ({
    job: fixture.job,
    case: fixture.name,
    rows,
    differences,
    updated,
  })),
})
