import { commandText, property } from '../github.ts'
import { type QualityReport, type QualityReporter, qualitySummary } from './report.ts'
import { seenOf, seenText } from './seen.ts'

const COMMANDS = { critical: 'error', warning: 'warning', info: 'notice' } as const

/** Workflow commands of GitHub Actions: what is not met is an annotation on the expectation's line of the suite. */
export const qualityGithub: QualityReporter = ({ result, places }: QualityReport, { fromRoot }) =>
  [
    ...result.results.flatMap((one, i) => {
      if (one.success) return []
      const { file = '', line, column } = places[i] ?? {}
      const properties = Object.entries({ file: fromRoot(file), line, col: column, title: result.meta.table })
        .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${property(String(value))}`]))
        .join(',')
      const text = `not met: ${one.meta.words}\n${seenText(seenOf(one))}`
      return [`::${COMMANDS[one.expectation_config.severity]} ${properties}::${commandText(text)}`]
    }),
    commandText(`${result.meta.table}: ${qualitySummary(result)}`),
  ].join('\n')
