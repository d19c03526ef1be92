import { describe, expect, test } from 'vitest'
import { confluentRegistry } from '../../src/adapters/registry/confluent.ts'
import { AvroSchemaError } from '../../src/contracts/avro/error.ts'
import { parseAvroSchema } from '../../src/contracts/avro/parse.ts'
import { checkLevel } from '../../src/contracts/compat/level.ts'
import { RegistryRefusal } from '../../src/contracts/registry/ports.ts'
import { Unavailable } from '../../src/pipelines/live/ports.ts'
import { testRegistry } from '../adapters/registry.suite.ts'
import { judgedPairs } from '../contracts/compat/corpus.ts'
import { useServer } from './server.ts'

const server = useServer('registry')
const open = () => confluentRegistry({ url: server.endpoint('url') })

describe('a registry of Confluent’s API', () => testRegistry(open))

test('a server that is not there is Unavailable; one that is no registry is said to be none', async () => {
  const gone = confluentRegistry({ url: 'http://127.0.0.1:9' })
  await expect(gone.subjects()).rejects.toBeInstanceOf(Unavailable)
  const other = confluentRegistry({ url: server.endpoint('url').replace('/apis/ccompat/v7', '/apis/nothing') })
  await expect(other.subjects()).rejects.toThrow('which no schema registry does here')
})

/** What this server does otherwise than its API promises; each is shown by a test below, and is nothing that we rely on. */
const SERVER_FAULTS = {
  'no-messages': 'a check that fails gives no reasons, even when asked with verbose=true',
  'references-422': 'a check of a schema with references is answered with 422, whatever the schema',
} as const

/** The server's own check, which dq does not ask. */
async function ownCheck(subject: string, schema: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const path = `/compatibility/subjects/${encodeURIComponent(subject)}/versions/latest?verbose=true`
  const response = await fetch(`${server.endpoint('url')}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    body: JSON.stringify(schema),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

test('check, register, and the check of the server agree, pair by pair', async () => {
  const registry = open()
  const pairs = everyNth(
    judgedPairs.filter(({ verdict, refused }) => verdict !== undefined && refused === undefined),
    400,
  )
  const disagreements: string[] = []
  let [taken, refused, withMessages] = [0, 0, 0]
  for (const [at, { id, reader, writer }] of pairs.entries()) {
    const subject = `pair.${at}`
    const level = (['BACKWARD', 'FORWARD', 'FULL'] as const)[at % 3] ?? 'BACKWARD'
    const before = [{ version: '1', schema: parseAvroSchema(writer) }]
    const ours = verdict(() => checkLevel(level, parseAvroSchema(reader), before).compatible)
    await registry.register(subject, { schema: JSON.stringify(writer), references: [] })
    await registry.setLevel(subject, level)
    const { body } = await ownCheck(subject, { schema: JSON.stringify(reader) })
    const own = body.is_compatible === true ? 'compatible' : 'incompatible'
    if (body.messages !== undefined) withMessages++
    const theirs = await registry.register(subject, { schema: JSON.stringify(reader), references: [] }).then(
      () => 'compatible',
      (error: unknown) => {
        if (error instanceof RegistryRefusal) return error.kind
        throw error
      },
    )
    if (theirs === 'compatible') taken++
    else refused++
    if (ours !== theirs || ours !== own)
      disagreements.push(`${id} at ${level}: we say ${ours}, the server ${theirs}, its check ${own}`)
  }
  console.log(
    `registry: ${pairs.length} pairs registered: ${taken} taken, ${refused} refused, ${disagreements.length} disagreements; no-messages: ${SERVER_FAULTS['no-messages']} (${withMessages} had some)`,
  )
  expect(disagreements).toEqual([])
  expect(taken).toBeGreaterThanOrEqual(100)
  expect(refused).toBeGreaterThanOrEqual(100)
})

test('a schema with references is judged and registered by us, whatever the check of the server can do', async () => {
  const registry = open()
  const currency = { type: 'enum', name: 'Currency', namespace: 'fault', symbols: ['BRL'] }
  await registry.register('fault.Currency', { schema: JSON.stringify(currency), references: [] })
  const references = [{ name: 'fault.Currency', subject: 'fault.Currency', version: 1 }]
  const price = (...more: object[]) =>
    JSON.stringify({
      type: 'record',
      name: 'Price',
      namespace: 'fault',
      fields: [{ name: 'currency', type: 'fault.Currency' }, ...more],
    })
  await registry.register('price-value', { schema: price(), references })
  await registry.setLevel('price-value', 'BACKWARD')
  const optional = price({ name: 'note', type: 'string', default: '' })
  const { status } = await ownCheck('price-value', { schema: optional, references })
  console.log(`references-422: ${status === 422 ? SERVER_FAULTS['references-422'] : `not here, it answers ${status}`}`)
  await registry.register('price-value', { schema: optional, references })
  const needed = price({ name: 'total', type: 'long' })
  await expect(registry.register('price-value', { schema: needed, references })).rejects.toMatchObject({
    kind: 'incompatible',
  })
})

function verdict(judge: () => boolean): string {
  try {
    return judge() ? 'compatible' : 'incompatible'
  } catch (error) {
    if (error instanceof AvroSchemaError) return 'invalid'
    throw error
  }
}

const everyNth = <T>(items: readonly T[], count: number): readonly T[] =>
  Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!)
