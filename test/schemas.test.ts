import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { branchPolicy } from '../src/contracts/policies/branch-policy.ts'
import { addWaivers } from '../src/contracts/waivers/add-waivers.ts'
import { readWaivers } from '../src/contracts/waivers/read-waivers.ts'
import { repo } from './built.ts'

function validator(name: string): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true })
  formats.default(ajv)
  return ajv.compile(JSON.parse(readFileSync(join(repo, 'schemas', name), 'utf8')))
}

const isWaivers = validator('waivers.schema.json')
const WAIVER = { rule: 'field-renamed', owner: 'checkout', reason: 'agreed', expires: '2027-03-31' }
const waivers = (...entries: unknown[]) => ({ version: 1, waivers: entries })
const { rule: _, ...NAMELESS } = WAIVER

// biome-ignore format: one row a case
const waiverFiles: [what: string, file: unknown, isRight: boolean][] = [
  ['no waiver',               waivers(),                                            true],
  ['a rule',                  waivers(WAIVER),                                      true],
  ['a rule at a place',       waivers({ ...WAIVER, at: 'contracts/bronze' }),       true],
  ['a fingerprint',           waivers({ ...NAMELESS, fingerprint: '3f2a91c07be04d15' }), true],
  ['both',                    waivers({ ...WAIVER, fingerprint: '3f2a91c07be04d15' }),   true],
  ['neither',                 waivers(NAMELESS),                                    false],
  ['a short fingerprint',     waivers({ ...WAIVER, fingerprint: '3f2a' }),          false],
  ['a number for one',        waivers({ ...WAIVER, fingerprint: 1234567890123456 }), false],
  ['a key nobody knows',      waivers({ ...WAIVER, until: '2027-03-31' }),          false],
  ['no owner',                waivers({ ...WAIVER, owner: '' }),                    false],
  ['no such day',             waivers({ ...WAIVER, expires: '2027-02-30' }),        false],
  ['a time',                  waivers({ ...WAIVER, expires: '2027-03-31T00:00:00Z' }), false],
  ['no end',                  waivers({ rule: 'x', owner: 'a', reason: 'b' }),      false],
  ['another version',         { version: 2, waivers: [] },                          false],
  ['a list alone',            [],                                                   false],
  ['a key beside',            { ...waivers(), rules: [] },                          false],
  ['a waiver that is a text', waivers('field-renamed'),                             false],
]

test.for(waiverFiles)('waivers.yaml with %s: an editor and dq say the same', ([, file, isRight]) => {
  expect([isWaivers(file), readWaivers('waivers.yaml', stringify(file)).findings.length === 0]).toEqual([
    isRight,
    isRight,
  ])
})

test('what dq waiver add writes is right, and names its schema for editors', () => {
  const text = addWaivers(undefined, [WAIVER])
  expect(isWaivers(parse(text))).toBe(true)
  const named = /^# yaml-language-server: \$schema=\.\/node_modules\/@dq-toolkit\/dq\/(schemas\/.+)$/m.exec(text)?.[1]
  expect(named && JSON.parse(readFileSync(join(repo, named), 'utf8')).title).toBe('Waivers of dq')
})

const isPolicy = validator('branches.schema.json')
const PATH = { from: 'dev', to: 'prod', actors: ['release-bot'] }
const policy = (path: object) => ({ version: 1, paths: [{ ...PATH, ...path }] })

// biome-ignore format: one row a case
const policies: [what: string, file: unknown, isRight: boolean][] = [
  ['no way at all',        { version: 1, paths: [] },                                    true],
  ['the least',            policy({}),                                                   true],
  ['everything',           { ...policy({ gates: ['contracts', 'expectations', 'freshness', 'waivers'], approvals: 2 }), protected: ['prod'] }, true],
  ['an unknown gate',      policy({ gates: ['contract'] }),                              false],
  ['nobody who may',       policy({ actors: [] }),                                       false],
  ['half an approval',     policy({ approvals: 0.5 }),                                   false],
  ['less than none',       policy({ approvals: -1 }),                                    false],
  ['a branch of no name',  policy({ from: '' }),                                         false],
  ['a key nobody knows',   policy({ gate: [] }),                                         false],
  ['no paths',             { version: 1 },                                               false],
  ['another version',      { version: '1', paths: [] },                                  false],
]

test.for(policies)('branches.yaml with %s: an editor and dq say the same', ([, file, isRight]) => {
  expect([isPolicy(file), branchPolicy.safeParse(file).success]).toEqual([isRight, isRight])
})
