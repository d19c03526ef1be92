import { expect, test } from 'vitest'
import { parseAvroSchema } from '../../../src/contracts/avro/parse.ts'
import { type JudgeContext, judge } from '../../../src/contracts/check/judge.ts'
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
        'BACKWARD_TRANSITIVE: the new schema cannot read old data, versions v2, v1: field "note": no branch of the new union (null | string) reads the old type int [MISSING_UNION_BRANCH at /fields/2/type]',
      related: undefined,
    },
  ])
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
