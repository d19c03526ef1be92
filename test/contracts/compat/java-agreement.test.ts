import { expect, test } from 'vitest'
import { AvroSchemaError } from '../../../src/contracts/avro/error.ts'
import type { Compatibility } from '../../../src/contracts/compat/incompatibility.ts'
import { compareAvro, compareAvroSchemas, parseAvroText } from '../../../src/contracts/index.ts'
import { type Answer, judgedPairs, radarPairs } from './corpus.ts'
import { enumeratedPairs } from './pairs/enumerated.ts'

/** One line for a pair that we judge otherwise than Avro Java: verdict, kinds, locations, messages and their order count. */
function disagreement(answer: Answer, ours: () => Compatibility): readonly string[] {
  let result: Compatibility
  try {
    result = ours()
  } catch (error) {
    if (!(error instanceof AvroSchemaError)) throw error
    return answer.refused === undefined ? [`${answer.id}: we refuse it: ${error.message}`] : []
  }
  const said = result.incompatibilities.map(({ kind, location, message }) => [kind, location, message])
  if (result.compatible !== (said.length === 0)) return [`${answer.id}: compatible and a list do not fit`]
  if (answer.refused !== undefined) return [`${answer.id}: Avro Java refuses the ${answer.refused}`]
  if (answer.throws !== undefined) {
    const field = /^AvroRuntimeException: Reader record field (\w+)$/.exec(answer.throws)?.[1]
    const same = result.incompatibilities.some(
      ({ kind, message }) => kind === 'AMBIGUOUS_FIELD' && message.startsWith(`reader field ${field} `),
    )
    return same ? [] : [`${answer.id}: Avro Java throws ${answer.throws}, we say ${JSON.stringify(said)}`]
  }
  return JSON.stringify(said) === JSON.stringify(answer.verdict)
    ? []
    : [`${answer.id}: Avro Java says ${JSON.stringify(answer.verdict)}, we say ${JSON.stringify(said)}`]
}

const counted = (answers: readonly Answer[]) => ({
  pairs: answers.length,
  compatible: answers.filter(({ verdict }) => verdict?.length === 0).length,
  incompatible: answers.filter(({ verdict }) => verdict !== undefined && verdict.length > 0).length,
  refused: answers.filter(({ refused }) => refused !== undefined).length,
  throws: answers.filter(({ throws }) => throws !== undefined).length,
})

const shown = (counts: ReturnType<typeof counted>, disagreements: number): string =>
  `Avro compatibility: ${counts.pairs} pairs (Avro Java 1.12.2: ${counts.compatible} compatible, ${counts.incompatible} not, ` +
  `${counts.refused} with a schema it refuses, ${counts.throws} on which it throws), ${disagreements} disagreements`

test('every pair gets the verdict, kinds, locations and messages of Avro Java, in its order', () => {
  const disagreements = judgedPairs.flatMap((pair) => disagreement(pair, () => compareAvro(pair.reader, pair.writer)))
  const counts = counted(judgedPairs)
  console.log(shown(counts, disagreements.length))
  const kinds = new Set(judgedPairs.flatMap(({ verdict = [] }) => verdict.map(([kind]) => kind)))
  expect(disagreements).toEqual([])
  expect(counts.pairs).toBeGreaterThanOrEqual(10_000)
  expect(counts.compatible).toBeGreaterThanOrEqual(3000)
  expect(counts.incompatible).toBeGreaterThanOrEqual(5000)
  expect(kinds.size).toBe(6)
})

test('each change of RADAR-Schemas is judged as Avro Java judges it, both ways; a broken schema is an error at its place', () => {
  const read = (text: string, id: string) => parseAvroText(text, `${id}.avsc`).schema
  const disagreements = radarPairs.flatMap((pair) =>
    disagreement(pair, () => compareAvroSchemas(read(pair.reader, 'reader'), read(pair.writer, 'writer'))),
  )
  const counts = counted(radarPairs)
  console.log(`RADAR-Schemas: ${shown(counts, disagreements.length)}`)
  expect(disagreements).toEqual([])
  expect(counts).toEqual({ pairs: 640, compatible: 311, incompatible: 131, refused: 198, throws: 0 })
  for (const { refused, reader, writer, id } of radarPairs) {
    if (refused === undefined) continue
    try {
      read(refused === 'reader' ? reader : writer, id)
      expect.unreachable(id)
    } catch (error) {
      expect(error).toBeInstanceOf(AvroSchemaError)
      expect(error).toMatchObject({ at: { file: `${id}.avsc`, line: expect.any(Number), column: expect.any(Number) } })
    }
  }
})

test('the pairs that are written down are the ones that were judged', () => {
  const judged = new Set(judgedPairs.map(({ id, reader, writer }) => JSON.stringify([id, reader, writer])))
  const written = enumeratedPairs()
  expect(written.length).toBeGreaterThan(5000)
  expect(new Set(written.map(({ id }) => id)).size).toBe(written.length)
  expect(written.filter(({ id, reader, writer }) => !judged.has(JSON.stringify([id, reader, writer])))).toEqual([])
})
