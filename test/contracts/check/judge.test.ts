import { expect, test } from 'vitest'
import { avscCodec } from '../../../src/adapters/avro-codec/avsc.ts'
import { parseAvroSchema } from '../../../src/contracts/avro/parse.ts'
import { cannotRead } from '../../../src/contracts/check/avro-rule.ts'
import { type JudgeContext, judge } from '../../../src/contracts/check/judge.ts'
import type { AvroCodec } from '../../../src/contracts/compat/prove/codec.ts'
import { diffContracts } from '../../../src/contracts/diff/diff-contracts.ts'
import { AVSC, edited, ODCS, renamed } from '../base-repo.ts'
import { BASE, contractsOf, type Files, field, note, setting } from '../diff/repo.ts'

async function check(before: Files, after: Files, more: Partial<JudgeContext> = {}) {
  const [old, now] = await Promise.all([contractsOf(before, 'old'), contractsOf(after, 'new')])
  return judge(diffContracts(old, now), { before: old, after: now, today: '2026-11-22', ...more })
}

const PATH = 'events/order.created.odcs.yaml'
const withLevel = (level: string, files: Files): Files => ({
  ...files,
  [PATH]: `${files[PATH]}  - property: compatibility\n    value: ${level}\n`,
})

test('a finding has the rule, both places, the fix and a fingerprint', async () => {
  expect(await check(BASE, note('["null", "int"], "default": null'))).toMatchObject([
    {
      rule: 'avro-missing-union-branch',
      severity: 'error',
      at: { file: 'new/events/order.created.avsc', line: 8, path: '/fields/2/type' },
      related: [{ what: 'before', at: { file: 'old/events/order.created.avsc', line: 8, path: '/fields/2/type' } }],
    },
    {
      rule: 'version-not-bumped',
      fix: 'set version: 2.0.0',
      at: { file: 'new/events/order.created.odcs.yaml', line: 5, column: 10, path: '/version' },
      related: [{ what: 'before', at: { file: 'old/events/order.created.odcs.yaml', line: 5 } }],
    },
  ])
})

test('no change, no finding', async () => {
  expect(await check(BASE, BASE)).toEqual([])
})

test('fingerprints stay when lines move, and tell places and reasons apart', async () => {
  const prints = async (before: Files, after: Files) =>
    (await check(before, after)).map(({ rule, fingerprint }) => `${rule} ${fingerprint}`)
  const after = note('["null", "int"], "default": null')
  const moved = (files: Files): Files => ({
    [PATH]: `# a comment\n\n${files[PATH]}`,
    'events/order.created.avsc': `// a comment\n\n\n${files['events/order.created.avsc']}`,
  })
  const first = await prints(BASE, after)
  expect(first.length).toBe(2)
  expect(await prints(moved(BASE), moved(after))).toEqual(first)
  // A field before it shifts Avro's own path from /fields/2 to /fields/3.
  const shifted = (files: Files): Files => ({
    ...files,
    'events/order.created.avsc': edited(
      files['events/order.created.avsc'] ?? '',
      '    { "name": "order_id"',
      '    { "name": "x", "type": "int" },\n    { "name": "order_id"',
    ),
  })
  expect(await prints(shifted(BASE), shifted(after))).toEqual(first)
  expect(await prints(BASE, note('["null", "long"], "default": null'))).not.toEqual(first)
})

test('a transitive level looks back over the whole history, the others at the baseline only', async () => {
  const old = parseAvroSchema(JSON.parse(edited(AVSC, '["null", "string"], "default": null', '"int"')))
  const history = new Map([
    [
      'order.created',
      [
        { version: 'v1', schema: old },
        { version: 'v2', schema: old },
      ],
    ],
  ])
  const after = field('{ "name": "n", "type": "int", "default": 0 }')
  const messages = async (level: string) =>
    (await check(withLevel(level, BASE), withLevel(level, after), { history }))
      .filter(({ rule }) => rule.startsWith('avro-'))
      .map(({ message, related }) => ({ message, related }))
  expect(await messages('BACKWARD')).toEqual([])
  expect(await messages('BACKWARD_TRANSITIVE')).toEqual([
    {
      message:
        'BACKWARD_TRANSITIVE: the new schema cannot read data of v2 and v1: field "note": no branch of the new union (null | string) reads the old type int [MISSING_UNION_BRANCH at /fields/2/type]',
      related: undefined,
    },
  ])
})

// biome-ignore format: one row a case
const wordings: [what: string, direction: 'backward' | 'forward', inBaseline: boolean, versions: string[], says: string][] = [
  ['the baseline alone',          'backward', true,  [],                       'the new schema cannot read old data'],
  ['the baseline and one before', 'backward', true,  ['v1'],                   'the new schema cannot read old data, that of v1 too'],
  ['earlier ones alone',          'backward', false, ['v3', 'v2', 'v1'],       'the new schema cannot read data of v3, v2 and v1'],
  ['very many',                   'backward', false, ['e', 'd', 'c', 'b', 'a'], 'the new schema cannot read data of e, d, c and 2 more'],
  ['readers of the baseline',     'forward',  true,  [],                       'the old schema cannot read new data'],
  ['readers of both',             'forward',  true,  ['v1'],                   'the old schema cannot read new data, that of v1 neither'],
  ['readers of earlier ones',     'forward',  false, ['v2', 'v1'],             'the schema of v2 and v1 cannot read new data'],
]

test.for(wordings)('which versions break is said: %s', ([, direction, inBaseline, versions, says]) => {
  expect(cannotRead({ direction, inBaseline, versions })).toBe(says)
})

test('FULL is judged in both directions', async () => {
  const findings = await check(withLevel('FULL', note('"string"')), withLevel('FULL', note('"int"')))
  expect(findings.map(({ message }) => message.slice(0, 42))).toEqual([
    'FULL: the new schema cannot read old data:',
    'FULL: the old schema cannot read new data:',
    'the version stays 1.0.0, but this is a maj',
  ])
})

test('who is hurt stands in the finding', async () => {
  const impactOf: JudgeContext['impactOf'] = ({ of, path }) =>
    path === 'partitions' ? [{ kind: 'job', name: 'fraud-enricher', use: 'key', path: of }] : []
  const findings = await check(setting('partitions', '6'), setting('partitions', '3'), { impactOf })
  expect(findings.map(({ rule, impact }) => [rule, impact])).toEqual([
    ['partitions-decreased', [{ kind: 'job', name: 'fraud-enricher', use: 'key', path: 'order.created' }]],
    ['version-not-bumped', undefined],
  ])
})

test('a new contract is judged, a file that only moved is not, other contracts stay out of it', async () => {
  const paid: Files = {
    'events/order.paid.odcs.yaml': renamed(ODCS, 'order.paid'),
    'events/order.paid.avsc': renamed(AVSC, 'order.paid'),
  }
  expect(await check(BASE, { ...BASE, ...paid })).toEqual([])
  const moved = { 'shop/order.created.odcs.yaml': ODCS, 'shop/order.created.avsc': AVSC }
  expect(await check(BASE, moved)).toEqual([])
  const findings = await check({ ...BASE, ...paid }, { ...note('"int"'), ...paid })
  expect([...new Set(findings.map(({ at }) => at.file))].sort()).toEqual([
    'new/events/order.created.avsc',
    'new/events/order.created.odcs.yaml',
  ])
})

test('a removed column that something needs is an error, also after its sunset; what only follows from its users is not counted', async () => {
  const old = note('["null", "string"]', ', "default": null, "deprecated": true, "sunset": "2026-01-01"')
  const gone: Files = {
    ...BASE,
    'events/order.created.avsc': edited(
      AVSC,
      '    { "name": "note", "type": ["null", "string"], "default": null },\n',
      '',
    ),
  }
  const impactOf: JudgeContext['impactOf'] = ({ path }) =>
    path === 'note'
      ? [
          { kind: 'table', name: 'silver.orders', path: 'note', use: 'value' },
          { kind: 'table', name: 'gold.orders', path: 'note', use: 'value', via: ['table silver.orders'] },
          { kind: 'fixture', name: 'orders-2026' },
        ]
      : []
  const rules = (found: Awaited<ReturnType<typeof check>>) => found.map(({ rule, severity }) => `${severity} ${rule}`)
  expect(rules(await check(old, gone))).toEqual(['error version-not-bumped'])
  const found = await check(old, gone, { impactOf })
  expect(rules(found)).toEqual(['error needed-field-removed', 'error version-not-bumped'])
  expect(found[0]?.message).toBe('field "note" is removed, and table silver.orders needs it')
  expect(found[0]?.impact).toHaveLength(3)
})

const usedBy =
  (name: string): NonNullable<JudgeContext['impactOf']> =>
  (evidence) =>
    evidence.path === name && evidence.kind === 'field-removed' ? [{ kind: 'job', name: 'enricher' }] : []
const noteAs = (text: string): Files => ({
  ...BASE,
  'events/order.created.avsc': edited(AVSC, '"name": "note", "type": ["null", "string"], "default": null', text),
})

test('a field that goes while one of its type comes is taken for a rename that lacks its alias', async () => {
  const found = await check(BASE, noteAs('"name": "remark", "type": ["null", "string"], "default": null'), {
    impactOf: usedBy('note'),
  })
  expect(found.find(({ rule }) => rule === 'needed-field-removed')?.fix).toBe(
    'if remark is note under another name, say so in the field: "aliases": ["note"]; else take it out of what needs it first',
  )
  const other = await check(BASE, noteAs('"name": "remark", "type": ["null", "long"], "default": null'), {
    impactOf: usedBy('note'),
  })
  expect(other.find(({ rule }) => rule === 'needed-field-removed')?.fix).toMatch(/^take it out of/)
})

test('a field that is renamed by alias is still needed under its old name by who has not followed', async () => {
  const after = noteAs('"name": "remark", "aliases": ["note"], "type": ["null", "string"], "default": null')
  const found = await check(BASE, after, { impactOf: usedBy('note') })
  expect(found.find(({ rule }) => rule === 'needed-field-removed')?.message).toBe(
    'field "note" is renamed to "remark", and job enricher needs it under its old name',
  )
  const followed = await check(BASE, after, { impactOf: usedBy('remark') })
  expect(followed.map(({ rule }) => rule)).not.toContain('needed-field-removed')
})

const prove = { codec: avscCodec, seed: 1, data: 200 }

test('what a level promises is tried in a real decoder: the first datum that cannot be read is shown', async () => {
  const found = await check(BASE, note('["null", "int"], "default": null'), { prove })
  const [proof] = found.filter(({ rule }) => rule === 'avro-datum-unreadable')
  expect(proof).toMatchObject({
    severity: 'error',
    at: { file: 'new/events/order.created.avsc', line: 8 },
    related: [{ at: { file: 'old/events/order.created.avsc', line: 8 } }],
    message: expect.stringMatching(
      /^avsc: the new schema cannot read old data: field "note": datum \d of seed 1 is \{"order_id":".*\}, and \/note in it, ".*", cannot be read: /,
    ),
  })
  const again = await check(BASE, note('["null", "int"], "default": null'), { prove })
  expect(again).toEqual(found)
})

test('what can be read is no finding; each direction and each version of the level is tried', async () => {
  const tried: number[] = []
  const counting = { ...prove, tried: (data: number) => tried.push(data) }
  const old = parseAvroSchema(JSON.parse(AVSC))
  const history = new Map([['order.created', [{ version: 'v1', schema: old }]]])
  const after = (level: string) => withLevel(level, field('{ "name": "n", "type": "int", "default": 0 }'))
  for (const level of ['NONE', 'BACKWARD', 'FULL', 'FULL_TRANSITIVE']) {
    const found = await check(withLevel(level, BASE), after(level), { history, prove: counting })
    expect(found.filter(({ rule }) => rule.startsWith('avro-'))).toEqual([])
    tried.push(-1)
  }
  expect(tried).toEqual([-1, 200, -1, 200, 200, -1, 200, 200, 200, 200, -1])
})

test('a version before the baseline is named', async () => {
  const old = parseAvroSchema(JSON.parse(edited(AVSC, '["null", "string"], "default": null', '"int"')))
  const history = new Map([['order.created', [{ version: 'v1', schema: old }]]])
  const [before, after] = [BASE, field('{ "name": "n", "type": "int", "default": 0 }')].map((files) =>
    withLevel('BACKWARD_TRANSITIVE', files),
  )
  const found = await check(before ?? {}, after ?? {}, { history, prove })
  expect(
    found.filter(({ rule }) => rule === 'avro-datum-unreadable').map(({ message }) => message.slice(0, 60)),
  ).toEqual(['avsc: the new schema cannot read data of v1: the record: dat'])
})

test('what the decoder cannot try is told, not taken for proven', async () => {
  const limited: AvroCodec = { name: 'toy', between: () => () => ({ kind: 'limit', message: 'no such type' }) }
  const found = await check(BASE, note('["null", "string", "int"], "default": null'), {
    prove: { ...prove, codec: limited },
  })
  expect(found.filter(({ rule }) => rule.startsWith('avro-'))).toMatchObject([
    {
      rule: 'avro-proof-missing',
      severity: 'warning',
      message: 'toy cannot try whether the new schema reads what the old one writes: no such type',
    },
  ])
})
