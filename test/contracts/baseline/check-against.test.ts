import { expect, test } from 'vitest'
import { checkAgainst } from '../../../src/contracts/baseline/check-against.ts'
import { judge } from '../../../src/contracts/check/judge.ts'
import { AVSC, AVSC_PATH, edited, ODCS, ODCS_PATH, renamed } from '../base-repo.ts'
import { baselineOf, type Files, snapshotOf } from './snapshots.ts'

const BASE: Files = {
  [ODCS_PATH]: ODCS,
  [AVSC_PATH]: AVSC,
  'events/payment.odcs.yaml': renamed(ODCS, 'payment'),
  'events/payment.avsc': renamed(AVSC, 'payment'),
}

const NOTE = '    { "name": "note", "type": ["null", "string"], "default": null },\n'
const NOTE_ODCS =
  '      - name: note\n        logicalType: string\n        physicalType: string\n        required: false\n'
/** The key is renamed: old records cannot be read, and nobody finds the key. */
const broken = (files: Files, odcs = ODCS_PATH, avsc = AVSC_PATH): Files => ({
  ...files,
  [odcs]: (files[odcs] ?? '').replaceAll('order_id', 'order_ref'),
  [avsc]: (files[avsc] ?? '').replaceAll('order_id', 'order_ref'),
})

const check = (now: Files, ...before: Files[]) =>
  checkAgainst(
    snapshotOf(now),
    before.map((files, i) => baselineOf(files, `v${i + 1}`)),
    (changes, sides) => judge(changes, { ...sides, today: '2026-11-22' }),
  )

const shown = (findings: readonly { rule: string; severity: string; at: { file: string } }[]) =>
  findings.map(({ rule, severity, at }) => `${severity} ${rule} ${at.file}`)

test('nothing changed: all contracts count, nothing is found', async () => {
  expect(await check(BASE, BASE)).toEqual({ findings: [], contracts: 2, looked: {}, against: ['v1'] })
})

test('what breaks is found, at its line of today', async () => {
  const { findings, contracts } = await check(broken(BASE), BASE)
  expect(contracts).toBe(2)
  expect(shown(findings)).toContain(`error avro-missing-default contracts/${AVSC_PATH}`)
  expect(findings.find(({ rule }) => rule === 'avro-missing-default')?.at.line).toBe(6)
})

test('a contract with mistakes is an error, and hides no other; it counts as neither new nor removed', async () => {
  const now = { ...broken(BASE), 'events/payment.odcs.yaml': 'name: [\n' }
  const { findings } = await check(now, BASE)
  expect(shown(findings)).toContain('error yaml-syntax contracts/events/payment.odcs.yaml')
  expect(shown(findings)).toContain(`error avro-missing-default contracts/${AVSC_PATH}`)
  expect(findings.map(({ rule }) => rule)).not.toContain('contract-removed')
})

test('a schema that does not parse is an error, and its contract is not taken for removed', async () => {
  const { findings } = await check({ ...BASE, [AVSC_PATH]: '{' }, BASE)
  expect(shown(findings)).toEqual([`error invalid-avsc contracts/${AVSC_PATH}`])
})

test('a baseline with mistakes is a warning at the file of today, and hides nothing else', async () => {
  const before = { ...BASE, 'events/payment.avsc': '{' }
  const { findings } = await check(broken(BASE), before)
  expect(shown(findings)).toContain('warning broken-baseline contracts/events/payment.avsc')
  expect(shown(findings)).toContain(`error avro-missing-default contracts/${AVSC_PATH}`)
  const found = findings.find(({ rule }) => rule === 'broken-baseline')
  expect(found?.message).toMatch(/^at v1 this file has a mistake \(This is not JSON/)
  expect(found?.related).toMatchObject([{ at: { file: 'a1b2c3d:contracts/events/payment.avsc', line: 1 } }])
})

test('a mistake in the baseline that leaves the contract readable does not stop the comparison', async () => {
  const before = { ...BASE, [ODCS_PATH]: edited(ODCS, 'status: active', 'status: activ') }
  const { findings } = await check(broken(BASE), before)
  expect(shown(findings)).toContain('warning broken-baseline contracts/events/order.created.odcs.yaml')
  expect(shown(findings)).toContain(`error avro-missing-default contracts/${AVSC_PATH}`)
})

test('a renamed file is no removal', async () => {
  const { [ODCS_PATH]: odcs = '', [AVSC_PATH]: avsc = '', ...rest } = BASE
  const moved = { ...rest, 'orders/order.created.odcs.yaml': odcs, 'orders/order.created.avsc': avsc }
  expect((await check(moved, BASE)).findings.filter(({ severity }) => severity !== 'info')).toEqual([])
  const { findings } = await check(broken(moved, 'orders/order.created.odcs.yaml', 'orders/order.created.avsc'), BASE)
  expect(shown(findings)).toContain('error avro-missing-default contracts/orders/order.created.avsc')
})

test('a renamed topic is told as such, by its id', async () => {
  const { [ODCS_PATH]: odcs = '', ...rest } = BASE
  const now = { ...rest, 'events/order.placed.odcs.yaml': odcs.replace('name: order.created', 'name: order.placed') }
  const rules = (await check(now, BASE)).findings.map(({ rule }) => rule)
  expect(rules).toContain('topic-renamed')
  expect(rules).not.toContain('contract-removed')
})

test('a removed contract is found, the last one too', async () => {
  const { findings, contracts } = await check({}, BASE)
  expect(findings.map(({ rule }) => rule)).toEqual(['contract-removed', 'contract-removed'])
  expect(contracts).toBe(2)
})

test('against an empty baseline all contracts are new, and that is no finding', async () => {
  expect(await check(BASE, {})).toEqual({ findings: [], contracts: 2, looked: {}, against: ['v1'] })
})

test('several baselines: each is judged, what several show is told once', async () => {
  const older = { ...BASE, [AVSC_PATH]: AVSC.replace(NOTE, ''), [ODCS_PATH]: ODCS.replace(NOTE_ODCS, '') }
  const { findings, against } = await check(broken(BASE), BASE, older)
  expect(against).toEqual(['v1', 'v2'])
  const fingerprints = findings.map(({ fingerprint }) => fingerprint)
  expect(new Set(fingerprints).size).toBe(fingerprints.length)
  expect(findings.filter(({ rule }) => rule === 'avro-missing-default')).toHaveLength(1)
})

test('a dead-letter topic whose contract did not change is known', async () => {
  const withTopic = `${ODCS}  - property: deadLetterTopic\n    value: payment\n`
  const { findings } = await check({ ...BASE, [ODCS_PATH]: withTopic }, BASE)
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
})
