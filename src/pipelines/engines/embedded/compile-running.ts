import { codeBlock } from '../../expr/js/code-block.ts'
import { rt } from '../../expr/js/runtime.ts'
import type { RunningProgram } from '../../harness/running-program.ts'
import type { RunningJob } from '../../job/resolved.ts'
import { outputProgram } from './output-code.ts'
import { recordScope } from './record-scope.ts'
import { initialState, placeAggregates, updateCode } from './state-code.ts'

/** Compiles a running job into JavaScript functions. */
export const compileRunning = (job: RunningJob): RunningProgram =>
  new Function('rt', runningSource(job))(rt) as RunningProgram

function runningSource(job: RunningJob): string {
  const measures = placeAggregates(job.measures, 'm')
  const names = { measures, match: new Map() }
  const updates = job.inputs.map(({ alias }) => {
    const body = codeBlock()
    updateCode([{ state: 'w', placed: measures }], alias, recordScope(job), body)
    return `(w, r) => {\n${body}\n}`
  })
  const outputs = job.outputs.map((output, index) =>
    outputProgram(job, output, index, names, 'w, r, key, revision, time'),
  )
  return `'use strict'
return {
  newState: () => (${initialState(measures)}),
  update: [${updates.join(', ')}],
  outputs: [${outputs.join(', ')}],
}`
}
