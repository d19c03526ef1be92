import { expect, test } from 'vitest'
import { parseAvroSchema } from '../../../src/contracts/avro/parse.ts'
import { avroBreaks } from '../../../src/contracts/check/avro-breaks.ts'
import { diffSchemas } from '../../../src/contracts/diff/diff-schema.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import { isWithin } from '../../../src/contracts/schema-nodes.ts'
import type { Json } from '../../../src/kernel/json.ts'
import { judgedPairs, radarPairs } from '../compat/corpus.ts'
import { contractsOf, setting } from '../diff/repo.ts'

const AT = { file: 'x.avsc', line: 1 }

/** The contract with a field of this type. */
const holding = (contract: Contract, type: Json): Contract => {
  const schema = parseAvroSchema({ type: 'record', name: 'Holder__', fields: [{ name: 'held', type }] })
  if (schema.kind !== 'record') throw new Error('it is a record')
  return { ...contract, schema, places: { odcs: () => AT, setting: () => AT, avsc: () => AT } }
}

/** The pairs of which Avro Java gives a verdict. */
const pairs = [
  ...judgedPairs.filter(({ verdict }) => verdict !== undefined),
  ...radarPairs
    .filter(({ verdict }) => verdict !== undefined)
    .map(({ id, reader, writer }) => ({ id, reader: JSON.parse(reader), writer: JSON.parse(writer) })),
]

test('whatever Avro refuses stands in the diff, at the same place, and what did not change is not in it', async () => {
  const [contract] = await contractsOf(setting('compatibility', 'FULL'))
  if (contract === undefined) throw new Error('one contract')
  let compared = 0
  let breaks = 0
  const lost: string[] = []
  const elsewhere = new Set<string>()
  for (const { id, reader, writer } of pairs) {
    const [before, after] = [holding(contract, writer), holding(contract, reader)]
    const paths = diffSchemas({ before, after }).flatMap((change) =>
      // A renamed field is looked for under its old name by old readers.
      change.kind === 'field-renamed'
        ? [change.path, change.path.slice(0, change.path.lastIndexOf('.') + 1) + change.from]
        : [change.path],
    )
    compared++
    for (const { path, incompatibility, ...found } of avroBreaks({ before, after }, [])) {
      breaks++
      if (paths.length === 0) lost.push(`${id}: ${incompatibility} at ${path} without any change`)
      else if (!paths.some((other) => isWithin(path, other) || isWithin(other, path))) elsewhere.add(id)
      if (found.before === undefined || found.after === undefined)
        lost.push(`${id}: ${incompatibility} without a place`)
    }
    const again = diffSchemas({ before, after: holding(contract, writer) })
    if (again.length > 0) lost.push(`${id}: differs from itself`)
  }
  console.log(
    `${compared} pairs, ${breaks} incompatibilities: ${lost.length} without a change, ${elsewhere.size} pairs with one told elsewhere`,
  )
  expect(lost).toEqual([])
  expect(compared).toBeGreaterThan(5000)
  // A changed type that comes up twice is told where it comes up first, Avro may refuse the second; and aliases that were
  // ambiguous before are refused without having changed.
  expect(elsewhere.size).toBeLessThan(20)
}, 120_000)
