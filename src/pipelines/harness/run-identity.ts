import { eventSchemaJson, schemaText } from '../../contracts/codec/avro/event-schema.ts'
import type { Contract } from '../../contracts/model.ts'
import { isJsonObject, type Json } from '../../kernel/json.ts'
import { envelopesOf, type ResolvedJob } from '../job/resolved.ts'

/** Grows when state that an earlier version kept cannot be read any more. */
const STATE_VERSION = 1

/**
 * What a run's results depend on beside its inputs, by name: a checkpoint is of use only where all of it is the same. Texts may be long.
 * Of contracts, descriptions do not count; `options` are what was asked for on the command line, `engine` the version of `dq`.
 */
export function runIdentity(
  job: ResolvedJob,
  engine: string,
  options: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const contracts = [...job.inputs, ...job.outputs, ...envelopesOf(job)].flatMap(({ contract }) => contract ?? [])
  return new Map([
    ['job', job.ir.name],
    ['engine', `${engine}, state ${STATE_VERSION}`],
    ['declaration', declarationText(job)],
    ...contracts.map((contract) => [`contract ${contract.name}`, contractText(contract)] as const),
    ...Object.entries(options),
  ])
}

/** The declaration with what it names in other files: rules, and the text of the user's own functions. */
function declarationText(job: ResolvedJob): string {
  const score = 'score' in job ? job.score : undefined
  const functions = 'functions' in job ? job.functions : undefined
  return JSON.stringify({ ir: job.ir, score, functions }, (_, value: unknown) =>
    typeof value === 'function' || typeof value === 'bigint'
      ? String(value)
      : value instanceof Map
        ? [...value]
        : value,
  )
}

function contractText({ schema, fields, settings }: Contract): string {
  const constraints = fields.map(({ name, constraints }) => [name, constraints])
  return `${schemaText(withoutDoc(eventSchemaJson(schema)))}\n${JSON.stringify({ constraints, settings })}`
}

function withoutDoc(json: Json): Json {
  if (Array.isArray(json)) return json.map(withoutDoc)
  if (!isJsonObject(json)) return json
  return Object.fromEntries(
    Object.entries(json).flatMap(([name, value]) => (name === 'doc' ? [] : [[name, withoutDoc(value)]])),
  )
}
