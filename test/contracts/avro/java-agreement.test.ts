import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type AvroSchema, AvroSchemaError, namedTypes, parseAvroText } from '../../../src/contracts/index.ts'
import { edgeCases, type Judged, radarStates } from './corpus.ts'
import { logicalTypes, parsingForm } from './parsing-form.ts'

/** Where we keep to the specification: Avro Java drops a logical type next to attributes that its code generator reads. */
const LOGICAL_AS_SPECIFIED = new Map([
  ['logical/with-java-string', ['uuid']],
  ['logical/with-java-class', ['date']],
])

function ours({ schema, id }: Judged): AvroSchema | AvroSchemaError {
  try {
    return parseAvroText(schema, `${id}.avsc`).schema
  } catch (error) {
    if (error instanceof AvroSchemaError) return error
    throw error
  }
}

/** Aliases by full name; of two definitions of one name, the first that has aliases counts. */
function aliasesByName(schema: AvroSchema): Map<string, readonly string[]> {
  const aliases = new Map<string, readonly string[]>()
  for (const type of namedTypes(schema))
    if (type.aliases.length > 0 && !aliases.has(type.fullName)) aliases.set(type.fullName, type.aliases)
  return aliases
}

/** One line for each case in which our answer is not Avro Java's. */
function disagreement(row: Judged): readonly string[] {
  const { id, verdict } = row
  const result = ours(row)
  if (result instanceof AvroSchemaError)
    return verdict.parses ? [`${id}: Avro Java parses it, we say "${result.message}"`] : []
  if (!verdict.parses) return [`${id}: we parse it, Avro Java says "${verdict.error}"`]
  const form = parsingForm(result)
  const same = verdict.form ?? verdict.formSha256
  const found: string[] = []
  if (same !== form && same !== createHash('sha256').update(form).digest('hex')) found.push(`${id}: form ${form}`)
  const logical = logicalTypes(result)
  if (String(logical) !== String(LOGICAL_AS_SPECIFIED.get(id) ?? verdict.logical))
    found.push(`${id}: logical ${logical}`)
  const aliases = aliasesByName(result)
  for (const [name, theirs] of Object.entries(verdict.aliases ?? {})) {
    // Avro Java writes an alias of the null namespace with a dot in front.
    if (String(theirs.map((alias) => alias.replace(/^\.(?=[^.]*$)/, ''))) !== String(aliases.get(name)))
      found.push(`${id}: aliases of ${name}: ${aliases.get(name)}`)
    aliases.delete(name)
  }
  if (aliases.size > 0) found.push(`${id}: only we see aliases of ${[...aliases.keys()]}`)
  return found
}

test.each([
  ['cases at the edges of the rules', edgeCases, 2000, 800],
  ['states of RADAR-Schemas', radarStates, 640, 452],
])('%s parse exactly when Avro Java parses them, to the same types', (name, rows, atLeast, parsed) => {
  const disagreements = rows.flatMap(disagreement)
  const accepted = rows.filter(({ verdict }) => verdict.parses).length
  console.log(`${rows.length} ${name}: Avro Java parses ${accepted}, ${disagreements.length} disagreements`)
  expect(rows.length).toBeGreaterThanOrEqual(atLeast)
  expect(accepted).toBeGreaterThanOrEqual(parsed)
  expect(disagreements).toEqual([])
})

test('every refusal says where, what and how to mend it', () => {
  const refusals = [...edgeCases, ...radarStates].map(ours).filter((result) => result instanceof AvroSchemaError)
  expect(refusals.length).toBeGreaterThan(1300)
  for (const error of refusals) {
    expect(error.at).toMatchObject({ line: expect.any(Number), column: expect.any(Number), path: error.pointer })
    expect(error.message).not.toBe('')
    expect(error.hint, error.message).toMatch(/[.?)\]]$/)
  }
})

test('a byte order mark is skipped, as Avro Java skips it when it reads a file', () => {
  expect(parseAvroText('\ufeff"int"', 'bom.avsc').schema.kind).toBe('int')
})
