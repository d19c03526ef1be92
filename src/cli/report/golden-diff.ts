import type { Difference, Row } from '../../pipelines/fixture/compare.ts'
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
        `      expected ${valueText(difference.expected)}`,
      ]
    case 'extra':
      return [
        `    ${file ?? topic}  ${paint('red', 'extra')}  ${difference.key}`,
        `      actual   ${valueText(difference.actual)}`,
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

/** A row of a table is the value itself. */
const valueText = ({ event }: Row): string => JSON.stringify('value' in event ? event.value : event)
