import type { Difference } from '../../pipelines/fixture/compare.ts'
import type { GoldenResult } from '../../pipelines/fixture/golden.ts'
import { paint } from '../style.ts'

const SHOWN = 20

/** Differences as people read them: the golden file and line, the row by its key, then what is expected and what came. */
export function differenceLines({ differences, files }: GoldenResult): readonly string[] {
  const lines = differences.slice(0, SHOWN).flatMap((difference) => describe(difference, files.get(difference.topic)))
  if (differences.length > SHOWN) lines.push(`    … and ${differences.length - SHOWN} more`)
  return lines
}

function describe(difference: Difference, file: string | undefined): readonly string[] {
  const { topic } = difference
  const at = (line: number): string => `    ${file ?? topic}:${line}`
  switch (difference.kind) {
    case 'missing':
      return [
        `${at(difference.expected.line)}  ${paint('red', 'missing')}  ${difference.key}`,
        `      expected ${JSON.stringify(difference.expected.event.value)}`,
      ]
    case 'extra':
      return [
        `    ${file ?? topic}  ${paint('red', 'extra')}  ${difference.key}`,
        `      actual   ${JSON.stringify(difference.actual.event.value)}`,
      ]
    case 'changed':
      return [
        `${at(difference.expected.line)}  ${paint('red', 'changed')}  ${difference.key}`,
        ...difference.fields.flatMap(({ path, expected, actual }) => [
          `      ${path}`,
          `        expected ${JSON.stringify(expected)}`,
          `        actual   ${JSON.stringify(actual)}`,
        ]),
      ]
    case 'order':
      return [
        `${at(difference.expected.line)}  ${paint('red', 'order')}  the rows are the same, but here comes line ${difference.actual.line} of the output`,
      ]
  }
}
