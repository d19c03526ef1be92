import { RecordProblem } from '../record-problem.ts'
import type { ShapeOf } from '../shape.ts'

type Timed = ShapeOf<'time' | 'timestamp'>

/** Source that is true when a field of milliseconds is given microseconds that it cannot keep. */
export const notWholeMillis = (shape: Timed, value: string): string =>
  shape.unit === 'millis' ? ` || ${value} % 1000 !== 0` : ''

export const notWholeMillisProblem = (shape: Timed, value: unknown, path: string): RecordProblem | undefined =>
  shape.unit === 'millis' && typeof value === 'number' && Number.isInteger(value) && value % 1000 !== 0
    ? new RecordProblem('schema', path, `a ${shape.kind}-millis keeps no microseconds: round it to milliseconds`)
    : undefined
