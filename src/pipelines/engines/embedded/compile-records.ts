import { rt } from '../../expr/js/runtime.ts'
import type { RecordOutput } from '../../harness/records-task.ts'
import type { RecordsJob } from '../../job/resolved.ts'
import { outputProgram } from './output-code.ts'

/** Compiles the outputs of a record-by-record job into JavaScript functions, in the order they were declared. */
export function compileRecords(job: RecordsJob): readonly RecordOutput[] {
  const names = { measures: new Map(), match: new Map() }
  const outputs = job.outputs.map((output, index) => outputProgram(job, output, index, names, 'r'))
  return new Function('rt', `'use strict'\nreturn [${outputs.join(', ')}]`)(rt) as readonly RecordOutput[]
}
