import { z } from 'zod'
import { DqError } from '../../kernel/errors.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { StateChange, StateEntry } from '../ports.ts'
import type { LogRecord, OutRecord } from './ports.ts'

/*
 * The state of a task in a compacted topic: partition p holds that of task p. A key is `run`, for what is small as one
 * JSON value, or `s` and the key of the task's state; a record without a value deletes.
 */
const RUN = 'run'
const STATE = 's'

/** What a task goes on from. */
export interface SavedTask {
  readonly run: JsonObject
  readonly entries: readonly StateEntry[]
}

/** What the state depends on, by name: of a job that was changed, none of it may be read. */
export type StateIdentity = Readonly<Record<string, string>>

const runSchema = z.object({
  version: z.literal(1),
  identity: z.record(z.string(), z.string()),
  run: z.custom<JsonObject>((value) => typeof value === 'object' && value !== null),
  takesOver: z.string().optional(),
})

/** `takesOver`: the group whose place is not reached yet: whoever goes on must not write what it has written. */
export function changelogRecords(
  topic: string,
  partition: number,
  identity: StateIdentity,
  run: JsonObject,
  changes: Iterable<StateChange>,
  takesOver?: string,
): OutRecord[] {
  const value = JSON.stringify({ version: 1, identity, run, takesOver })
  const records: OutRecord[] = [{ topic, partition, key: RUN, value }]
  for (const { key, bytes } of changes) records.push({ topic, partition, key: STATE + key, value: bytes ?? null })
  return records
}

/**
 * Undefined when the task has never committed. `takesOver`: the group whose place this run takes.
 * @throws DqError for state of a job that was declared otherwise, or that is on its way to the place of a group, unless this run goes on to there.
 */
export async function readChangelog(
  topic: string,
  batches: AsyncIterable<readonly LogRecord[]>,
  identity: StateIdentity,
  takesOver?: string,
): Promise<SavedTask | undefined> {
  const decoder = new TextDecoder()
  const entries = new Map<string, Uint8Array>()
  let saved: Uint8Array | undefined
  for await (const batch of batches) {
    for (const { key, value } of batch) {
      const name = key === null ? '' : decoder.decode(key)
      if (name === RUN) saved = value ?? undefined
      else if (value === null) entries.delete(name)
      else entries.set(name, value)
    }
  }
  if (saved === undefined) return undefined
  const { identity: of, run, takesOver: group } = runSchema.parse(JSON.parse(decoder.decode(saved)))
  if (group !== undefined && group !== takesOver)
    throw new DqError(`the state in ${topic} has not come to where ${group} stands`, {
      hint: `its take-over was interrupted: run it to its end with --take-over, or what ${group} has written is written again`,
    })
  const changed = [...new Set([...Object.keys(of), ...Object.keys(identity)])].filter(
    (name) => of[name] !== identity[name],
  )
  if (changed.length > 0)
    throw new DqError(`the state in ${topic} is of another ${changed.map((name) => name).join(', ')}`, {
      hint: 'run the job as it was, or begin anew as another group: --group <name> reads its inputs from their beginning',
    })
  return { run, entries: [...entries].map(([name, bytes]) => ({ key: name.slice(STATE.length), bytes })) }
}
