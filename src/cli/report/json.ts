import { jsonText } from '../json-text.ts'
import type { Report } from './report.ts'

/** For machines: the report as it is, with what was waived as findings that carry their waiver. `schemas/report.schema.json` describes it. */
export const jsonReport = ({ findings, looked, against, waived, failOn }: Report): string =>
  jsonText({
    findings,
    looked,
    ...(against !== undefined && { against }),
    ...(waived !== undefined && { waived: waived.map(({ finding, waiver }) => ({ ...finding, waiver })) }),
    ...(failOn !== undefined && { failOn }),
  })
