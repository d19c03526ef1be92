import { appendFileSync } from 'node:fs'
import { jsonText } from '../../json-text.ts'
import type { Outcome } from '../../promote/outcome.ts'
import { type OutputOf, outputFlagOf, writeOutputs } from '../output-files.ts'
import { promotionGithub } from './github.ts'
import { promotionMarkdown } from './markdown.ts'
import { summaryOf } from './summary.ts'
import { promotionText } from './text.ts'

const FORMATS = ['text', 'json', 'markdown', 'github'] as const
type Format = (typeof FORMATS)[number]

const reporters: Readonly<Record<Format, (outcome: Outcome) => string>> = {
  text: promotionText,
  json: jsonText,
  markdown: promotionMarkdown,
  github: promotionGithub,
}

export const promotionFormatFlag = outputFlagOf(FORMATS)

/** A promotion, printed and written; on GitHub its page becomes the page of the job. */
export function writePromotion(
  outcome: Outcome,
  outputs: readonly OutputOf<Format>[],
  { log, env }: { readonly log: (text: string) => void; readonly env: NodeJS.ProcessEnv },
): void {
  writeOutputs(outputs, (format) => reporters[format](outcome), { log, summary: () => summaryOf(outcome) })
  const pageOfJob = env.GITHUB_STEP_SUMMARY
  if (pageOfJob && outputs.some(({ format }) => format === 'github'))
    appendFileSync(pageOfJob, `${promotionMarkdown(outcome)}\n`)
}
