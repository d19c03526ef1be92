import { githubReport } from './github.ts'
import { gitlabReport } from './gitlab.ts'
import { jsonReport } from './json.ts'
import { junitReport } from './junit.ts'
import { markdownReport } from './markdown.ts'
import type { Reporter } from './report.ts'
import { sarifReport } from './sarif.ts'
import { textReport } from './text.ts'

/** One file a format; a new format is one more name here, and the compiler asks for its reporter. */
export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown'] as const

export type Format = (typeof FORMATS)[number]

export const reporters: Record<Format, Reporter> = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  junit: junitReport,
  github: githubReport,
  gitlab: gitlabReport,
  markdown: markdownReport,
}
