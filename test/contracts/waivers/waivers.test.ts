import { expect, test } from 'vitest'
import { addWaivers } from '../../../src/contracts/waivers/add-waivers.ts'
import { applyWaivers } from '../../../src/contracts/waivers/apply-waivers.ts'
import { readWaivers } from '../../../src/contracts/waivers/read-waivers.ts'
import type { Waiver, WaiverEntry } from '../../../src/contracts/waivers/waiver.ts'
import type { Finding } from '../../../src/kernel/finding.ts'

const RULES = ['field-removed', 'key-changed', 'topic-renamed']
const TODAY = '2026-11-22'
const read = (text: string) => readWaivers('waivers.yaml', text, RULES)
const entry = (more: string) => `version: 1\nwaivers:\n  - {owner: a, reason: b, ${more}}\n`

// biome-ignore format: one row a case
const mistakes: [what: string, text: string, found: string[]][] = [
  ['an unknown rule, with the one that was meant', entry('expires: 2027-01-01, rule: field-remvoed'),          ['unknown-waiver-rule 3:54 there is no rule "field-remvoed" (did you mean "field-removed"?)']],
  ['an unknown key',                     entry('expires: 2027-01-01, rule: key-changed, onwer: x'),            ['unknown-key 3:67 unknown key "onwer" (did you mean "owner"?)']],
  ['neither rule nor fingerprint',       entry('expires: 2027-01-01, at: contracts'),                          ['invalid-waiver 3:5 waivers[0]: a waiver names a fingerprint, or a rule']],
  ['a day that is none',                 entry('expires: 2027-02-30, rule: key-changed'),                      ['invalid-waiver 3:36 waivers[0].expires: a day such as 2027-03-31']],
  ['no end',                             entry('rule: key-changed'),                                           ['invalid-waiver 3:5 "expires" is missing in waivers[0]']],
  ['a fingerprint that is none',         entry('expires: 2027-01-01, fingerprint: abc'),                       ['invalid-waiver 3:61 waivers[0].fingerprint: sixteen hexadecimal digits, as reports show them']],
  ['a fingerprint that YAML reads as a number', entry('expires: 2027-01-01, fingerprint: 1234567890123456'), ['invalid-waiver 3:61 waivers[0].fingerprint: put it in quotes, or YAML reads a number']],
  ['no version',                         'waivers: []\n',                                                      ['missing-key 1:1 "version" is missing']],
  ['a file that is no YAML',             'version: 1\nwaivers: [\n',                                           ['yaml-syntax 3:1']],
  ['an empty file',                      '\n',                                                                 ['empty-file 1:1']],
]

test.for(mistakes)('%s is told with its place', ([, text, found]) => {
  const { findings, waivers } = read(text)
  expect(waivers).toEqual([])
  expect(findings.map(({ rule, at, message }) => `${rule} ${at.line}:${at.column} ${message}`)).toEqual(
    found.map((one) => expect.stringContaining(one)),
  )
  expect(findings.every(({ severity }) => severity === 'error')).toBe(true)
})

test('a mistake in one waiver leaves the others in force', () => {
  const text = `version: 1
waivers:
  - rule: field-remvoed
    owner: a
    reason: b
    expires: 2027-01-01
  - rule: key-changed
    owner: a
    reason: b
    expires: 2027-01-01
`
  expect(read(text).waivers).toMatchObject([
    { rule: 'key-changed', place: { file: 'waivers.yaml', line: 7, column: 5 } },
  ])
  expect(read(text).findings).toHaveLength(1)
})

const PRINT = '3f2a91c07be04d15'
const removed: Finding = {
  rule: 'field-removed',
  severity: 'error',
  at: { file: 'repo/contracts/events/order.avsc', line: 9 },
  message: 'gone',
  fingerprint: PRINT,
}

const apply = (found: readonly Finding[], text: string, owns?: (waiver: Waiver) => boolean) => {
  const options = { today: TODAY, fileOf: (file: string) => file.replace('repo/', ''), ...(owns && { owns }) }
  const { left, faults, waived } = applyWaivers(found, read(text).waivers, options)
  return { findings: [...left, ...faults], waived }
}

// biome-ignore format: one row a case
const subjects: [what: string, names: string, isExcused: boolean][] = [
  ['its fingerprint',                        `fingerprint: ${PRINT}`,                                   true],
  ['its rule',                               'rule: field-removed',                                     true],
  ['its rule and file',                      'rule: field-removed, at: contracts/events/order.avsc',    true],
  ['its rule and file, with ./',             'rule: field-removed, at: ./contracts/events/order.avsc',  true],
  ['its rule and a folder around it',        'rule: field-removed, at: contracts/events/',              true],
  ['its fingerprint and its rule',           `fingerprint: ${PRINT}, rule: field-removed`,              true],
  ['another fingerprint',                    'fingerprint: "0000000000000000"',                         false],
  ['another rule',                           'rule: key-changed',                                       false],
  ['its rule and another file',              'rule: field-removed, at: contracts/events/payment.avsc',  false],
  ['its rule and the beginning of its file', 'rule: field-removed, at: contracts/events/order',         false],
  ['its fingerprint and another rule',       `fingerprint: ${PRINT}, rule: key-changed`,                false],
]

test.for(subjects)('a waiver of %s', ([, names, isExcused]) => {
  const { findings, waived } = apply([removed], entry(`expires: 2027-01-01, ${names}`))
  expect(waived.map(({ finding }) => finding)).toEqual(isExcused ? [removed] : [])
  expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(
    isExcused ? [] : ['error field-removed', 'warning unused-waiver'],
  )
})

// biome-ignore format: one row a case
const days: [what: string, expires: string, isExpired: boolean][] = [
  ['tomorrow',            '2026-11-23', false],
  ['today, its last day', '2026-11-22', false],
  ['yesterday',           '2026-11-21', true],
]

test.for(days)('a waiver that ends %s', ([, expires, isExpired]) => {
  const { findings, waived } = apply([removed], entry(`rule: field-removed, expires: ${expires}`))
  expect(waived).toHaveLength(isExpired ? 0 : 1)
  expect(findings.map(({ rule, severity, at }) => `${severity} ${rule} ${at.file}:${at.line}`)).toEqual(
    isExpired ? ['error field-removed repo/contracts/events/order.avsc:9', 'error expired-waiver waivers.yaml:3'] : [],
  )
})

test('an expired waiver that nothing needs is an error as well: its day has come', () => {
  expect(apply([], entry('rule: field-removed, expires: 2020-01-01')).findings).toMatchObject([
    { rule: 'expired-waiver', severity: 'error', fix: 'remove it: nothing needs it any more' },
  ])
})

test('a valid waiver excuses what an expired one of the same thing no longer does', () => {
  const text = `version: 1
waivers:
  - {rule: field-removed, owner: a, reason: old, expires: 2020-01-01}
  - {rule: field-removed, owner: a, reason: new, expires: 2030-01-01}
`
  const { findings, waived } = apply([removed], text)
  expect(findings.map(({ rule }) => rule)).toEqual(['expired-waiver'])
  expect(waived.map(({ waiver }) => waiver.reason)).toEqual(['new'])
})

const added: WaiverEntry = {
  rule: 'key-changed',
  at: 'contracts/a b',
  owner: 'team: data',
  reason: 'see "#12", ok?',
  expires: '2027-03-31',
}

test('the first waiver makes the file', () => {
  const text = addWaivers(undefined, [added])
  expect(text).toMatch(/^# yaml-language-server: .*\n# Reviewed exceptions/)
  const { waivers, findings } = read(text)
  expect(findings).toEqual([])
  expect(waivers).toMatchObject([added])
})

const COMMENTED = `# ours
version: 1 # the format

waivers:
    # the first
    -   rule: topic-renamed   # why not
        owner: 'a'
        reason: >-
          a long
          text
        expires: 2027-01-01

# the end
`

// biome-ignore format: one row a case
const files: [what: string, text: string, before: number][] = [
  ['block entries and comments', COMMENTED,                                                             1],
  ['no line break at its end',   COMMENTED.replace(/\n\n# the end\n$/, ''),                             1],
  ['an empty list',              'version: 1\nwaivers: []\n',                                           0],
  ['no list at all',             '# nothing yet\nversion: 1\nwaivers:\n',                               0],
  ['a flow list',                'version: 1\nwaivers: [{rule: key-changed, owner: a, reason: b, expires: 2027-01-01}]\n', 1],
  ['entries at the margin',      'version: 1\nwaivers:\n- rule: key-changed\n  owner: a\n  reason: b\n  expires: 2027-01-01\n', 1],
  ['a key after the list',       'waivers:\n  - rule: key-changed\n    owner: a\n    reason: b\n    expires: 2027-01-01\nversion: 1\n', 1],
]

test.for(files)('a waiver is added to a file with %s', ([, text, before]) => {
  const { waivers, findings } = read(addWaivers(addWaivers(text, [added]), [{ ...added, rule: 'topic-renamed' }]))
  expect(findings).toEqual([])
  expect(waivers).toHaveLength(before + 2)
  expect(waivers.slice(before)).toMatchObject([added, { ...added, rule: 'topic-renamed' }])
})

test('a fingerprint of digits is written in quotes', () => {
  const digits = { ...added, rule: undefined, fingerprint: '1234567890e12345' }
  expect(read(addWaivers(undefined, [digits])).waivers).toMatchObject([{ fingerprint: '1234567890e12345' }])
})

test('adding touches nothing that stands there', () => {
  const text = addWaivers(COMMENTED, [added])
  for (const line of COMMENTED.split('\n')) expect(text.split('\n')).toContain(line)
})

// biome-ignore format: one row a case
const texts: [text: string][] = [
  ['plain words (see 12)'], ['yes'], ['null'], ['12'], ['2027-01-01'], ['a: b'], ['a #b'], ['- a'], ['*x'], ['&x'], ['"q"'], ["it's"], ['line\nbreak'], ['trailing '], ['ç ü 订单'], ['{a}'], ['@team'], ['`x`'], ['%a'], ['!x'], ['a:'], ['true'], ['~'], ['a\tb'],
]

test.for(texts)('owner and reason %j are read back as they were given', ([text]) => {
  const { waivers, findings } = read(addWaivers(undefined, [{ ...added, owner: text, reason: text }]))
  expect(findings).toEqual([])
  expect(waivers).toMatchObject([{ owner: text, reason: text }])
})

test('of a waiver that is none of this check nothing is said, unless it excuses something', () => {
  const ofOthers = () => false
  expect(apply([removed], entry('rule: key-changed, expires: 2020-01-01'), ofOthers).findings).toEqual([removed])
  expect(apply([removed], entry('rule: key-changed, expires: 2030-01-01'), ofOthers).findings).toEqual([removed])
  expect(apply([removed], entry('rule: field-removed, expires: 2030-01-01'), ofOthers)).toMatchObject({
    findings: [],
    waived: [{ finding: removed }],
  })
})
