import { qualityGithub } from './github.ts'
import { qualityHtml } from './html.ts'
import { qualityJson } from './json.ts'
import { qualityJunit } from './junit.ts'
import { qualityMarkdown } from './markdown.ts'
import type { QualityReporter } from './report.ts'
import { qualityText } from './text.ts'

/** One file a format; a new format is one more name here, and the compiler asks for its reporter. */
export const QUALITY_FORMATS = ['text', 'json', 'junit', 'github', 'markdown', 'html'] as const

export type QualityFormat = (typeof QUALITY_FORMATS)[number]

export const qualityReporters: Readonly<Record<QualityFormat, QualityReporter>> = {
  text: qualityText,
  json: qualityJson,
  junit: qualityJunit,
  github: qualityGithub,
  markdown: qualityMarkdown,
  html: qualityHtml,
}
