import { codeBlock } from '../../expr/js/code-block.ts'
import { rt } from '../../expr/js/runtime.ts'
import type { WindowProgram } from '../../harness/window-program.ts'
import type { WindowedJob } from '../../job/resolved.ts'
import { customScorer } from './custom-scorer.ts'
import { outputProgram } from './output-code.ts'
import { recordScope } from './record-scope.ts'
import { initialState, member, placeAggregates, updateCode } from './state-code.ts'

/** Compiles a windowed job into JavaScript functions: nothing of the declaration is interpreted per event. */
export function compileWindowed(job: WindowedJob): WindowProgram {
  const ext = job.score?.kind === 'custom' ? { score: customScorer(job.score) } : {}
  return new Function('rt', 'ext', windowedSource(job))(rt, ext) as WindowProgram
}

/** The generated text: the body of a function of `rt` and `ext` (code of the user's own) that returns the WindowProgram. */
function windowedSource(job: WindowedJob): string {
  const names = {
    measures: placeAggregates(job.measures, 'm'),
    match: placeAggregates(job.match?.measures ?? new Map(), 'g'),
  }
  const groups = job.match === undefined ? [] : ['groups: new Map()']
  const out = codeBlock()
  out.line("'use strict'")
  out.line(`const newWindow = () => (${initialState(names.measures, groups)})`)
  if (job.match !== undefined) out.line(`const newGroup = () => (${initialState(names.match)})`)

  const updates = job.inputs.map(({ alias }) => {
    const body = codeBlock()
    const parts = [{ state: 'w', placed: names.measures }]
    const grouped = job.match?.inputs.includes(alias) === true
    if (grouped) {
      body.line(`const by = ${member('r', job.match!.by)}`)
      body.line('const known = w.groups.get(by)')
      body.line('const g = known === undefined ? newGroup() : known')
      parts.push({ state: 'g', placed: names.match })
    }
    updateCode(parts, alias, recordScope(job), body)
    if (grouped) body.line('if (known === undefined) w.groups.set(by, g)')
    return `(w, r) => {\n${body}\n}`
  })

  const outputs = job.outputs.map((output, index) => outputProgram(job, output, index, names, 'w, r, key, start, end'))
  const of = (alias: string | undefined): string =>
    `[${outputs.filter((_, i) => job.outputs[i]!.output.perRecord === alias).join(', ')}]`
  out.line(`return {
  newWindow,
  update: [${updates.join(', ')}],
  perWindow: ${of(undefined)},
  perRecord: [${job.inputs.map(({ alias }) => of(alias)).join(', ')}],
}`)
  return out.toString()
}
