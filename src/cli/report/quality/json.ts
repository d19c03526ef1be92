import { jsonText } from '../../json-text.ts'
import type { QualityReport } from './report.ts'

/** For machines: Great Expectations' form, with words, timing and SQL. `schemas/validation-result.schema.json` describes it. */
export const qualityJson = ({ result }: QualityReport): string => jsonText(result)
