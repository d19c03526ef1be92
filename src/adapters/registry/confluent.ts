import { z } from 'zod'
import {
  type RegisteredSchema,
  RegistryRefusal,
  type SchemaReference,
  type SchemaRegistry,
  type SchemaText,
} from '../../contracts/registry/ports.ts'
import { DqError } from '../../kernel/errors.ts'
import { Unavailable } from '../../pipelines/live/ports.ts'
import { compatibilityLevel } from './levels.ts'

export interface ConfluentOptions {
  /** With the path that the product has, e.g. Apicurio's `/apis/ccompat/v7`. */
  readonly url: string
  /** The header Authorization; asked for each call, so that a secret is not kept. */
  readonly authorization?: () => string
}

const PATIENCE_MS = 10_000

const references = z
  .array(z.object({ name: z.string(), subject: z.string(), version: z.number() }))
  .nullish()
  .transform((list): readonly SchemaReference[] => list ?? [])
const schemaType = z
  .string()
  .nullish()
  .transform((type) => type ?? 'AVRO')
const Schema = z.object({ schema: z.string(), schemaType, references })
const Version = Schema.extend({ subject: z.string(), version: z.number(), id: z.number() })
const Failure = z.object({ error_code: z.number(), message: z.string().nullish() })
const CONFIG = { get: z.object({ compatibilityLevel }), put: z.object({ compatibility: compatibilityLevel }) }

/** A registry with Confluent's API: Confluent's own, Karapace, Apicurio. What cannot be reached is Unavailable, and may be asked again. */
export function confluentRegistry(options: ConfluentOptions): SchemaRegistry {
  const base = options.url.replace(/\/+$/, '')
  // A version never changes: it is asked for once.
  const known = new Map<string, RegisteredSchema>()
  const ids = new Map<number, SchemaText>()
  const call = (method: string, path: string, body?: object) => request(base, options, method, path, body)
  const get = async <T extends z.ZodType>(shape: T, path: string) => parsed(shape, await call('GET', path), base)

  const version = async (subject: string, number: number): Promise<RegisteredSchema | undefined> => {
    const key = `${subject} ${number}`
    const found = known.get(key) ?? (await get(Version, `/subjects/${name(subject)}/versions/${number}`))
    if (found === undefined) return undefined
    if ('schemaType' in found && found.schemaType !== 'AVRO')
      throw new DqError(`version ${number} of ${subject} at ${base} is ${found.schemaType}, not Avro`, {
        hint: 'dq reads and registers Avro schemas: give the topic a subject of its own',
      })
    const { schema, references, id } = found
    const registered = { subject, version: number, id, schema, references }
    known.set(key, registered)
    return registered
  }

  return {
    name: base,
    subjects: async () => (await get(z.array(z.string()), '/subjects')) ?? [],
    version,
    async versions(subject) {
      const numbers = (await get(z.array(z.number()), `/subjects/${name(subject)}/versions`)) ?? []
      const found: RegisteredSchema[] = []
      for (const number of numbers.toSorted((a, b) => a - b)) {
        const one = await version(subject, number)
        if (one !== undefined) found.push(one)
      }
      return found
    },
    async schemaById(id) {
      const found = ids.get(id) ?? (await get(Schema, `/schemas/ids/${id}`))
      if (found !== undefined) ids.set(id, found)
      return found
    },
    async level(subject) {
      // Apicurio answers for any subject; Confluent's has nothing for one that goes by the registry's level.
      const own = await get(CONFIG.get, `/config/${name(subject)}`)
      return (own ?? (await get(CONFIG.get, '/config')))?.compatibilityLevel ?? 'BACKWARD'
    },
    async setLevel(subject, compatibility) {
      const answer = await call('PUT', `/config/${name(subject)}`, { compatibility })
      parsed(CONFIG.put, answer, base)
    },
    async register(subject, { schema, references }) {
      const body = { schema, ...(references.length > 0 && { references }) }
      const answer = await call('POST', `/subjects/${name(subject)}/versions`, body)
      const { message } = Failure.safeParse(answer.body).data ?? {}
      if (answer.status === 409) throw new RegistryRefusal(subject, 'incompatible', message ?? 'it is not compatible')
      if (answer.status === 422) throw new RegistryRefusal(subject, 'invalid', message ?? 'it cannot be read')
      const found = parsed(z.object({ id: z.number() }), answer, base)
      if (found === undefined) throw notARegistry(base, answer)
      return { id: found.id }
    },
  }
}

interface Answer {
  readonly status: number
  readonly body: unknown
}

const name = encodeURIComponent

async function request(
  base: string,
  { authorization }: ConfluentOptions,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  let response: Response
  let text: string
  try {
    response = await fetch(`${base}${path}`, {
      method,
      headers: {
        accept: 'application/vnd.schemaregistry.v1+json, application/json',
        'content-type': 'application/vnd.schemaregistry.v1+json',
        ...(authorization && { authorization: authorization() }),
      },
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body && { body: JSON.stringify(body) }),
    })
    text = await response.text()
  } catch (cause) {
    if (cause instanceof DqError) throw cause
    throw new Unavailable('registry', `${base}: ${reasonOf(cause)}`, { cause })
  }
  const { status } = response
  if (status >= 500 || status === 429 || status === 408)
    throw new Unavailable('registry', `${base} answers ${status}: ${text.slice(0, 200)}`)
  if (status === 401 || status === 403)
    throw new DqError(`the registry ${base} answers ${status} to ${method} ${path}`, {
      hint: 'check username and password of the registry in dq.yaml, and what that user may do',
    })
  return { status, body: jsonOr(text) }
}

/** The body of an answer; undefined for what is not there. */
function parsed<T extends z.ZodType>(shape: T, { status, body }: Answer, base: string): z.output<T> | undefined {
  if (status === 404 && Failure.safeParse(body).success) return undefined
  const result = status === 200 ? shape.safeParse(body) : undefined
  if (result?.success !== true) throw notARegistry(base, { status, body })
  return result.data
}

const notARegistry = (base: string, { status, body }: Answer): DqError => {
  const said = typeof body === 'string' ? body : JSON.stringify(body)
  return new DqError(`${base} answers ${status}, which no schema registry does here: ${said.slice(0, 200)}`, {
    hint: 'check the address: it includes the path, e.g. http://host:8081, or http://host/apis/ccompat/v7 with Apicurio',
  })
}

/** fetch says only that it failed; why is in the cause. */
const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message || cause.name : String(cause)
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
