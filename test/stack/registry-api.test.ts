import { setTimeout as sleep } from 'node:timers/promises'
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

/** Where the server judges otherwise than Avro Java 1.12.2, which our verdicts equal. */
const SERVER_FAULTS: Readonly<Record<string, string>> = {}

test('check and register agree, pair by pair', async () => {
  const registry = open()
  const pairs = everyNth(
    judgedPairs.filter(({ verdict, refused }) => verdict !== undefined && refused === undefined),
    400,
  )
  const disagreements: string[] = []
  let [taken, refused] = [0, 0]
  for (const [at, { id, reader, writer }] of pairs.entries()) {
    const subject = `pair.${at}`
    const level = (['BACKWARD', 'FORWARD', 'FULL'] as const)[at % 3] ?? 'BACKWARD'
    const ours = verdict(
      () => checkLevel(level, parseAvroSchema(reader), [{ version: '1', schema: parseAvroSchema(writer) }]).compatible,
    )
    try {
      await registry.register(subject, { schema: JSON.stringify(writer), references: [] })
    } catch (error) {
      disagreements.push(`${id}: the server does not take the first: ${error}`)
      continue
    }
    await registry.setLevel(subject, level)
    const theirs = await registry.register(subject, { schema: JSON.stringify(reader), references: [] }).then(
      () => 'compatible',
      (error: unknown) => {
        if (error instanceof RegistryRefusal) return error.kind
        throw error
      },
    )
    if (theirs === 'compatible') taken++
    else refused++
    if (ours !== theirs) disagreements.push(`${id} at ${level}: we say ${ours}, the server ${theirs}`)
    if (at % 50 === 0) await sleep(1)
  }
  console.log(
    `registry: ${pairs.length} pairs registered: ${taken} taken, ${refused} refused, ${disagreements.length} disagreements`,
  )
  console.log(disagreements.join('\n'))
  expect(disagreements.filter((text) => SERVER_FAULTS[text.split(' ')[0] ?? ''] === undefined)).toEqual([])
  expect(taken).toBeGreaterThanOrEqual(100)
  expect(refused).toBeGreaterThanOrEqual(100)
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
