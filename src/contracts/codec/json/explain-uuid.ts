import { quoteShort, RecordProblem } from '../record-problem.ts'
import type { TextLimits } from '../shape.ts'
import { isUuid } from '../uuid.ts'
import { explainText } from './explain-text.ts'

/** The problem of a value that should be the text of a uuid within limits. */
export const explainUuid = (limits: TextLimits, value: unknown, path: string): RecordProblem =>
  typeof value === 'string' && !isUuid(value)
    ? new RecordProblem('schema', path, `${quoteShort(value)} is not a uuid: 8-4-4-4-12 hexadecimal digits`)
    : explainText('a uuid', limits, value, path)
