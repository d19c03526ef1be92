import { jsonReport } from './json.ts'
import type { Reporter } from './report.ts'
import { textReport } from './text.ts'

/** One file a format; a new format is one more name here, and the compiler asks for its reporter. */
export const FORMATS = ['text', 'json'] as const

export type Format = (typeof FORMATS)[number]

export const reporters: Record<Format, Reporter> = { text: textReport, json: jsonReport }
