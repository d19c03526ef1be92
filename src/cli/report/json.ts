import { jsonText } from '../json-text.ts'
import type { Report } from './report.ts'

/** For machines: `{"findings": [{rule, severity, at: {file, line, column, path}, message, fix}], "looked": {noun: count}}`. */
export const jsonReport = ({ findings, looked }: Report): string => jsonText({ findings, looked })
