import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { AvroSchemaError } from '../../contracts/avro/error.ts'
import type { AvroSchema } from '../../contracts/avro/schema.ts'
import { checkLevel } from '../../contracts/compat/level.ts'
import { parseRegistered } from '../../contracts/registry/parse.ts'
import { type RegisteredSchema, RegistryRefusal, type SchemaRegistry } from '../../contracts/registry/ports.ts'
import { canonicalText } from '../../contracts/registry/same-schema.ts'
import { DqError } from '../../kernel/errors.ts'
import { compatibilityLevel } from './levels.ts'

const Reference = z.strictObject({ name: z.string(), subject: z.string(), version: z.int() })
const Registry = z.strictObject({
  level: compatibilityLevel.default('BACKWARD'),
  subjects: z
    .record(
      z.string(),
      z.strictObject({
        level: compatibilityLevel.optional(),
        /** Ids; version n is at n − 1. */
        versions: z.array(z.int()).default([]),
      }),
    )
    .default({}),
  /** Id n is at n − 1. */
  schemas: z.array(z.strictObject({ schema: z.string(), references: z.array(Reference).default([]) })).default([]),
})
type State = z.infer<typeof Registry>

/** A registry in a JSON file, for one machine: it takes and refuses schemas as a registry with Confluent's API does. Made when first written. */
export function fileRegistry(path: string, shown: string): SchemaRegistry {
  const load = (): State => readState(path, shown)
  const save = (state: State): void => {
    mkdirSync(dirname(path), { recursive: true })
    const temporary = `${path}.${process.pid}.tmp`
    writeFileSync(temporary, `${JSON.stringify(state, null, 2)}\n`)
    renameSync(temporary, path)
  }
  const versionsIn = (state: State, subject: string): readonly RegisteredSchema[] =>
    (Object.hasOwn(state.subjects, subject) ? (state.subjects[subject]?.versions ?? []) : []).map((id, i) => ({
      subject,
      version: i + 1,
      id,
      ...state.schemas[id - 1]!,
    }))
  const version = async (subject: string, number: number) => versionsIn(load(), subject)[number - 1]
  return {
    name: shown,
    subjects: async () =>
      Object.entries(load().subjects).flatMap(([name, { versions }]) => (versions.length > 0 ? [name] : [])),
    versions: async (subject) => versionsIn(load(), subject),
    version,
    schemaById: async (id) => load().schemas[id - 1],
    async level(subject) {
      const { subjects, level } = load()
      return subjects[subject]?.level ?? level
    },
    async setLevel(subject, level) {
      const state = load()
      save({
        ...state,
        subjects: { ...state.subjects, [subject]: { versions: [], ...state.subjects[subject], level } },
      })
    },
    async register(subject, text) {
      const state = load()
      const registered = versionsIn(state, subject)
      for (const reference of text.references)
        if (versionsIn(state, reference.subject)[reference.version - 1] === undefined)
          throw new RegistryRefusal(subject, 'invalid', `no version ${reference.version} of ${reference.subject}`)
      const parse = (one: typeof text) => parseRegistered({ version }, one)
      const schema = await readable(subject, () => parse(text))
      const history: { version: string; schema: AvroSchema; id: number }[] = []
      for (const one of registered) history.push({ version: `${one.version}`, schema: await parse(one), id: one.id })
      const same = history.find((one) => canonicalText(one.schema) === canonicalText(schema))
      if (same !== undefined) return { id: same.id }
      const own = state.subjects[subject]
      const { failures } = checkLevel(own?.level ?? state.level, schema, history)
      const [failure] = failures
      if (failure !== undefined) {
        const why = failure.incompatibilities.map(({ kind, location, message }) => `${kind} at ${location}: ${message}`)
        throw new RegistryRefusal(subject, 'incompatible', `with version ${failure.version}: ${why.join('; ')}`)
      }
      const references = [...text.references]
      const key = JSON.stringify([text.schema, references])
      const at = state.schemas.findIndex((one) => JSON.stringify([one.schema, one.references]) === key)
      const schemas = at >= 0 ? state.schemas : [...state.schemas, { schema: text.schema, references }]
      const id = at >= 0 ? at + 1 : schemas.length
      const versions = [...(own?.versions ?? []), id]
      save({ ...state, schemas, subjects: { ...state.subjects, [subject]: { ...own, versions } } })
      return { id }
    },
  }
}

async function readable(subject: string, parse: () => Promise<AvroSchema>): Promise<AvroSchema> {
  try {
    return await parse()
  } catch (error) {
    if (error instanceof AvroSchemaError) throw new RegistryRefusal(subject, 'invalid', error.message)
    throw error
  }
}

function readState(path: string, shown: string): State {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return Registry.parse({})
  }
  try {
    return Registry.parse(JSON.parse(text))
  } catch (cause) {
    throw new DqError(`${shown} is no registry that dq made`, {
      hint: 'name another file, or remove it: dq contract register makes it again, with new ids',
      at: { file: shown },
      cause,
    })
  }
}
