import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentsOf, narrow } from '../../../src/contracts/baseline/narrow.ts'
import { diffContracts } from '../../../src/contracts/diff/diff-contracts.ts'
import { loadContracts } from '../../../src/contracts/repo/load.ts'
import { AVSC, edited, ODCS, renamed } from '../base-repo.ts'
import { memoryFiles } from '../memory-files.ts'
import { type Files, snapshotOf } from './snapshots.ts'

const contract = (name: string, odcs = ODCS, avsc = AVSC): Files => ({
  [`events/${name}.odcs.yaml`]: renamed(odcs, name),
  [`events/${name}.avsc`]: renamed(avsc, name),
})

/** Three contracts; b's schema uses a type that stands in shared.avsc, which uses one in deep.avsc. */
const USING = edited(AVSC, '["null", "string"]', '["null", "shop.Money"]')
const BASE: Files = {
  ...contract('a.one'),
  ...contract('b.two', ODCS, USING),
  ...contract('c.three'),
  'events/shared.avsc': '{"type":"record","name":"Money","namespace":"shop","fields":[{"name":"unit","type":"Unit"}]}',
  'types/deep.avsc': '{"type":"enum","name":"Unit","namespace":"shop","symbols":["BRL","EUR"]}',
}

const change = (path: string, from: string, to: string): Files => ({
  ...BASE,
  [path]: edited(BASE[path] ?? '', from, to),
})
const without = (...paths: string[]): Files =>
  Object.fromEntries(Object.entries(BASE).filter(([path]) => !paths.includes(path)))

const ONE = 'events/a.one.odcs.yaml'
const TWO = 'events/b.two.odcs.yaml'
const MONEY = 'events/shared.avsc'
const UNIT = 'types/deep.avsc'

// biome-ignore format: one row a case
const cases: [what: string, now: Files, current: string[], baseline: string[], unchanged: string[]][] = [
  ['nothing changed',                       BASE,                                                       [],                                  [],                                  ['a.one', 'b.two', 'c.three']],
  ['a document changed',                    change(ONE, 'version: 1.0.0', 'version: 1.1.0'),            [ONE, 'events/a.one.avsc'],          [ONE, 'events/a.one.avsc'],          ['b.two', 'c.three']],
  ['a schema changed',                      change('events/a.one.avsc', '12', '14'),                    [ONE, 'events/a.one.avsc'],          [ONE, 'events/a.one.avsc'],          ['b.two', 'c.three']],
  ['a type that a schema uses',             change(MONEY, '"unit"', '"units"'),                         [TWO, 'events/b.two.avsc', MONEY, UNIT], [TWO, 'events/b.two.avsc', MONEY, UNIT], ['a.one', 'c.three']],
  ['a type two steps away',                 change(UNIT, '"EUR"', '"USD"'),                             [TWO, 'events/b.two.avsc', MONEY, UNIT], [TWO, 'events/b.two.avsc', MONEY, UNIT], ['a.one', 'c.three']],
  ['a contract was added',                  { ...BASE, ...contract('d.four') },                         ['events/d.four.odcs.yaml', 'events/d.four.avsc'], ['events/d.four.avsc'].slice(1), ['a.one', 'b.two', 'c.three']],
  ['a contract was removed',                without(ONE, 'events/a.one.avsc'),                          [],                                  [ONE, 'events/a.one.avsc'],          ['b.two', 'c.three']],
  ['a stray file changed',                  { ...BASE, 'events/README.md': 'x', 'notes.txt': 'y' },     [],                                  [],                                  ['a.one', 'b.two', 'c.three']],
]

test.for(cases)('%s: only what it touches is read', async ([, now, current, baseline, unchanged]) => {
  const sides = await narrow(snapshotOf(now), snapshotOf(BASE))
  expect({
    current: await sides.current.list(),
    baseline: await sides.baseline.list(),
    unchanged: sides.unchanged,
  }).toEqual({ current: current.toSorted(), baseline: baseline.toSorted(), unchanged })
})

// biome-ignore format: one row a case
const careful: [what: string, before: Files, now: Files, path: string][] = [
  ['a name that only a YAML parser can read', { ...BASE, [TWO]: (BASE[TWO] ?? '').replace('name: b.two', 'name: "b\\x2etwo"') }, { ...change(ONE, '1.0.0', '1.1.0'), [TWO]: (BASE[TWO] ?? '').replace('name: b.two', 'name: "b\\x2etwo"') }, TWO],
  ['a contract with the name of a changed one', { ...BASE, 'x/copy.odcs.yaml': BASE[ONE] ?? '' }, { ...change(ONE, '1.0.0', '1.1.0'), 'x/copy.odcs.yaml': BASE[ONE] ?? '' }, 'x/copy.odcs.yaml'],
  ['a schema named with an escape',           { ...BASE, [TWO]: (BASE[TWO] ?? '').replace('./b.two.avsc', '"./b.two.\\x61vsc"') }, { ...change('events/b.two.avsc', '"default": null', '"default":  null'), [TWO]: (BASE[TWO] ?? '').replace('./b.two.avsc', '"./b.two.\\x61vsc"') }, TWO],
]

test.for(careful)('%s is read to be sure', async ([, before, now, path]) => {
  const sides = await narrow(snapshotOf(now), snapshotOf(before))
  expect(await sides.current.list()).toContain(path)
})

/** The oracle: both sides loaded whole, and compared. */
async function changesOf(before: Files, now: Files): Promise<unknown> {
  const [old, current] = [await loadContracts(memoryFiles(before)), await loadContracts(memoryFiles(now))]
  return JSON.parse(JSON.stringify(diffContracts(old.readable, current.readable)))
}

async function narrowChangesOf(before: Files, now: Files): Promise<unknown> {
  const sides = await narrow(snapshotOf(now), snapshotOf(before))
  const load = async (files: typeof sides.current) =>
    (await files.list()).length === 0 ? [] : (await loadContracts(files, { alsoKnown: sides.unchanged })).readable
  return JSON.parse(JSON.stringify(diffContracts(await load(sides.baseline), await load(sides.current))))
}

test('whatever is edited, the narrow comparison finds the same changes as the whole one', async () => {
  const paths = Object.keys(BASE)
  const edit = fc.oneof(
    fc.record({ kind: fc.constant('remove' as const), path: fc.constantFrom(...paths) }),
    fc.record({ kind: fc.constant('move' as const), path: fc.constantFrom(...paths) }),
    fc.record({ kind: fc.constant('break' as const), path: fc.constantFrom(...paths) }),
    fc.record({
      kind: fc.constant('replace' as const),
      path: fc.constantFrom(...paths),
      words: fc.constantFrom(
        ['1.0.0', '2.0.0'],
        ['order_id', 'id'],
        ['"string"', '"bytes"'],
        ['EUR', 'USD'],
        ['"unit"', '"units"'],
        ['shop', 'mall'],
        ['name: a.one', 'name: c.three'],
        ['id: b-two', 'id: a-one'],
        ['url: ./a.one.avsc', 'url: ./c.three.avsc'],
        ['Money', 'Cash'],
        ['Unit', 'Currency'],
      ),
    }),
  )
  let differing = 0
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 0, maxLength: 4 }), async (edits) => {
      let now: Record<string, string> = { ...BASE }
      for (const one of edits) {
        const text = now[one.path]
        if (text === undefined) continue
        if (one.kind === 'replace') now[one.path] = text.replaceAll(one.words[0] ?? '', one.words[1] ?? '')
        else if (one.kind === 'break') now[one.path] = `${text}\n}`
        else {
          const { [one.path]: _gone, ...rest } = now
          now = one.kind === 'move' ? { ...rest, [`moved/${one.path.split('/').at(-1)}`]: text } : rest
        }
      }
      const whole = await changesOf(BASE, now)
      expect(await narrowChangesOf(BASE, now)).toEqual(whole)
      if (Array.isArray(whole) && whole.length > 0) differing++
    }),
    { seed: 20261122, numRuns: 400 },
  )
  expect(differing).toBeGreaterThan(200)
})

test('documents of both sides are counted once', () => {
  expect(documentsOf(snapshotOf(BASE), snapshotOf({ ...BASE, ...contract('d.four') }))).toBe(4)
})
