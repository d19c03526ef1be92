import type { DecodedRecord } from '../../contracts/codec/value.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { JsonRecord } from '../job/functions.ts'
import type { StepJob } from '../job/resolved.ts'
import { jsonProblem } from './json-problem.ts'
import { positionText } from './position-text.ts'
import type { NewTask, TaskState } from './task.ts'
import { callUser, UserCodeFailure } from './user-code.ts'

/** Between a step's records and the JSON that its code is written with. */
export interface StepCodecs {
  /** By input: the fields that the step reads. */
  readonly read: readonly ((record: DecodedRecord) => JsonRecord)[]
  /** By output: checks what was emitted. @throws RecordProblem */
  readonly written: readonly ((record: JsonRecord) => DecodedRecord)[]
}

/** Tasks that call the user's code for each record, with the JSON state of its key; without `keyBy` there is one state a task. */
export function stepTasks(job: StepJob, codecs: StepCodecs, isKept: boolean): NewTask {
  const { initial, run } = job.functions
  const { keyBy } = job.ir
  const indexOf = new Map(job.outputs.map(({ name }, index) => [name, index]))
  const begin = (): object => (initial === undefined ? {} : callUser('initial state', initial))

  return (_, outputs) => {
    /** By the key's text: keys of a job have one type. */
    const states = new Map<string, object>()
    const changed = new Set<string>()
    const state: TaskState = {
      save: () => ({}),
      get size() {
        return states.size
      },
      *changes() {
        for (const key of changed) yield { key, bytes: new TextEncoder().encode(JSON.stringify(states.get(key))) }
        changed.clear()
      },
      restore(_, entries) {
        for (const { key, bytes } of entries) states.set(key, JSON.parse(new TextDecoder().decode(bytes)) as object)
      },
    }
    return {
      ...(isKept ? { state } : {}),
      wakeAt: Number.POSITIVE_INFINITY,
      wake() {},
      heard() {},
      take(input, record, event) {
        const key = keyBy === undefined ? '' : String(record[keyBy])
        const known = states.get(key)
        const state = known ?? begin()
        const textKey = keyBy === undefined ? event.key : key
        const made: (() => void)[] = []
        const emit = (contract: string, value: JsonRecord): void => {
          const index = indexOf.get(contract)
          if (index === undefined) {
            const hint = didYouMean(contract, indexOf.keys())
            throw new Error(`the step does not write "${contract}"${hint}; what it writes it names, with its lineage`)
          }
          made.push(() => {
            try {
              outputs.emit(index, textKey, codecs.written[index]!(value), undefined)
            } catch (error) {
              outputs.failed(index, textKey, error, positionText(event))
            }
          })
        }
        const given = codecs.read[input]!(record)
        callUser('step', () => run({ input: job.inputs[input]!.alias, record: given, state, emit }))
        const problem = jsonProblem(state, 'state')
        if (problem !== undefined) throw new UserCodeFailure('step', problem)
        if (known === undefined) states.set(key, state)
        if (isKept) changed.add(key)
        for (const write of made) write()
        return 'taken'
      },
      finish() {},
    }
  }
}
