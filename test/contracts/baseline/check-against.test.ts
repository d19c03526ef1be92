import { expect, test } from 'vitest'
import { checkAgainst } from '../../../src/contracts/baseline/check-against.ts'
import { judge } from '../../../src/contracts/check/judge.ts'
import type { ChangeSource, ContractFiles, ContractHistory } from '../../../src/contracts/ports.ts'
import { shownPath } from '../../../src/contracts/repo/read-text.ts'
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

test('with several baselines each finding says which of them show it', async () => {
  const level = { ...BASE, [ODCS_PATH]: `${ODCS}  - property: partitions\n    value: 6\n` }
  const older = { ...BASE, [ODCS_PATH]: `${ODCS}  - property: partitions\n    value: 9\n` }
  const { findings } = await check(broken(BASE), level, older, BASE)
  const told = findings
    .filter(({ rule }) => rule === 'partitions-decreased' || rule === 'avro-missing-default')
    .map(({ message, against }) => [message.replace(/:.*/, ''), against])
  expect(told).toEqual([
    ['BACKWARD', ['v1', 'v2', 'v3']],
    ['partitions went from 6 to 1', ['v1']],
    ['partitions went from 9 to 1', ['v2']],
  ])
  const today = await check({ ...broken(BASE), 'events/payment.avsc': '{' }, level, older)
  expect(today.findings.find(({ rule }) => rule === 'invalid-avsc')?.against).toBeUndefined()
  expect((await check(broken(BASE), level)).findings.every(({ against }) => against === undefined)).toBe(true)
})

const TRANSITIVE = `${ODCS}  - property: compatibility\n    value: BACKWARD_TRANSITIVE\n`
const withNote = (type: string): Files => ({
  [ODCS_PATH]: TRANSITIVE,
  [AVSC_PATH]: edited(AVSC, '"type": ["null", "string"], "default": null', `"type": ${type}`),
})
const later = (files: Files): Files => ({
  ...files,
  [AVSC_PATH]: edited(files[AVSC_PATH] ?? '', '"doc": "Id of the order."', '"doc": "The order."'),
})
const OPTIONAL = '["null", "string"], "default": null'

/** The messages of Avro's rules and of the history, and where they stand. */
async function checkHistory(
  now: Files,
  before: Files,
  states: Readonly<Record<string, Files>>,
  gap?: ContractHistory['gap'],
) {
  const history = async () => ({
    states: Object.entries(states).map(([name, files]) => ({ name, snapshot: snapshotOf(files, `${name}:contracts`) })),
    ...(gap !== undefined && { gap }),
  })
  const { findings } = await checkAgainst(snapshotOf(now), [{ ...baselineOf(before), history }], (changes, sides) =>
    judge(changes, { ...sides, today: '2026-11-22' }),
  )
  return findings.filter(({ rule }) => rule.startsWith('avro-') || rule.startsWith('history-'))
}

test('a transitive level looks back to every state of the history, and names those that break', async () => {
  const states = { v1: withNote('"int"'), v2: withNote('"int"'), v3: withNote(OPTIONAL) }
  const found = await checkHistory(later(withNote(OPTIONAL)), withNote(OPTIONAL), states)
  expect(found.map(({ message, related }) => [message.replace(/: field.*/, ''), related?.[0]?.at.file])).toEqual([
    ['BACKWARD_TRANSITIVE: the new schema cannot read data of v2 and v1', 'v2:contracts/events/order.created.avsc'],
  ])
})

test('the history is not even asked for when no level needs it', async () => {
  const files = withNote(OPTIONAL)
  const plain = { ...files, [ODCS_PATH]: ODCS }
  const history = () => Promise.reject(new Error('asked for'))
  const run = (now: Files, before: Files) =>
    checkAgainst(snapshotOf(now), [{ ...baselineOf(before), history }], () => [])
  await run(later(plain), plain)
  await run(files, files)
  await expect(run(later(files), files)).rejects.toThrow('asked for')
})

test('a contract is found in the past by its name, wherever its file lay, or by its id when it had another name', async () => {
  const old = withNote('"int"')
  const moved = { 'old/x.odcs.yaml': old[ODCS_PATH] ?? '', 'old/order.created.avsc': old[AVSC_PATH] ?? '' }
  const called = { ...old, [ODCS_PATH]: (old[ODCS_PATH] ?? '').replace('name: order.created', 'name: order.placed') }
  const without = {
    'events/payment.odcs.yaml': renamed(ODCS, 'payment'),
    'events/payment.avsc': renamed(AVSC, 'payment'),
  }
  const found = await checkHistory(later(withNote(OPTIONAL)), withNote(OPTIONAL), { moved, called, without })
  expect(found.map(({ message }) => message.replace(/: field.*/, ''))).toEqual([
    'BACKWARD_TRANSITIVE: the new schema cannot read data of called and moved',
  ])
})

test('types that stood in another file are read with it', async () => {
  const using: Files = {
    ...withNote('"shop.Money"'),
    'shared/money.avsc': '{"type":"record","name":"Money","namespace":"shop","fields":[{"name":"unit","type":"int"}]}',
  }
  const found = await checkHistory(later(withNote(OPTIONAL)), withNote(OPTIONAL), { v1: using })
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^BACKWARD_TRANSITIVE: .* data of v1: .*Money/),
  ])
})

test('a history with gaps is told once, with what fills them; a state that cannot be read as well', async () => {
  const gap = { message: 'the clone is shallow', fix: 'git fetch --unshallow' }
  const broken = { ...withNote(OPTIONAL), [AVSC_PATH]: '{' }
  const found = await checkHistory(later(withNote(OPTIONAL)), withNote(OPTIONAL), { v1: broken }, gap)
  expect(found).toMatchObject([
    { rule: 'history-incomplete', severity: 'warning', ...gap, at: { file: `contracts/${ODCS_PATH}` } },
    {
      rule: 'history-incomplete',
      severity: 'info',
      message: expect.stringMatching(/^at v1 the contract "order.created" cannot be read \(/),
    },
  ])
})

const SUITE = 'expectations/silver/orders.json'
const source: ChangeSource = {
  noun: 'suite',
  from: 'repo',
  paths: ['expectations'],
  async changesBetween(before, after) {
    const side = async (files: ContractFiles) => (await files.list()).join(' ') || 'nothing'
    const place = { before: { file: shownPath(before, SUITE), line: 1 } }
    const what = `${await side(before)} became ${await side(after)}`
    return {
      changes: [{ kind: 'expectation-removed', of: 'orders', path: '', what, ...place }],
      mistakes: [],
      oldMistakes: [],
    }
  },
}

const checkBeside = (now: Files, before: Files | undefined) =>
  checkAgainst(
    snapshotOf(BASE),
    [{ ...baselineOf(BASE), ...(before && { beside: async () => snapshotOf(before, 'a1b2c3d:') }) }],
    (changes, sides) => judge(changes, { ...sides, today: '2026-11-22' }),
    { sources: [source], beside: async () => snapshotOf(now, '.') },
  )

test('what lies beside the contracts is judged with them: only what differs is read, what is gone is told at its file', async () => {
  const { findings, looked } = await checkBeside(
    { 'expectations/a.json': 'a' },
    { [SUITE]: 's', 'expectations/a.json': 'a' },
  )
  expect(findings).toMatchObject([
    {
      rule: 'expectation-removed',
      message: `orders: ${SUITE} became nothing was removed`,
      at: { file: SUITE },
      related: [{ at: { file: `a1b2c3d:${SUITE}`, line: 1 } }],
    },
  ])
  expect(looked).toEqual({ suite: 2 })
})

test('nothing differs: nothing is read; a baseline of contracts alone says nothing of suites', async () => {
  expect(await checkBeside({ [SUITE]: 's' }, { [SUITE]: 's' })).toMatchObject({ findings: [], looked: { suite: 1 } })
  expect(await checkBeside({ [SUITE]: 's' }, undefined)).toMatchObject({ findings: [], looked: {} })
})

test('suites do not ask for another version of the contract of their table', async () => {
  const named: ChangeSource = {
    ...source,
    async changesBetween(before, after) {
      const { changes, ...rest } = await source.changesBetween(before, after)
      return { ...rest, changes: changes.map((change) => ({ ...change, of: 'order.created' })) }
    },
  }
  const { findings } = await checkAgainst(
    snapshotOf({ ...BASE, [ODCS_PATH]: `# a comment\n${ODCS}` }),
    [{ ...baselineOf(BASE), beside: async () => snapshotOf({ [SUITE]: 's' }, 'a1b2c3d:') }],
    (changes, sides) => judge(changes, { ...sides, today: '2026-11-22' }),
    { sources: [named], beside: async () => snapshotOf({}, '.') },
  )
  expect(findings.map(({ rule }) => rule)).toEqual(['expectation-removed'])
})
