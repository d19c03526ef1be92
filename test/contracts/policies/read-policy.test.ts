import { expect, test } from 'vitest'
import { readGroups } from '../../../src/contracts/policies/groups.ts'
import { freshnessOf, pathOf, timeoutOf } from '../../../src/contracts/policies/path.ts'
import { readPermits } from '../../../src/contracts/policies/permit.ts'
import { readBranchPolicy } from '../../../src/contracts/policies/read-policy.ts'
import { edited } from '../base-repo.ts'
import { BRANCHES, GROUPS, PERMITS, policies } from './situation.ts'

const read = { branches: readBranchPolicy, groups: readGroups, permits: readPermits }
const b = (from: string, to: string): ['branches', string] => ['branches', edited(BRANCHES, from, to)]
const g = (from: string, to: string): ['groups', string] => ['groups', edited(GROUPS, from, to)]
const p = (from: string, to: string): ['permits', string] => ['permits', edited(PERMITS, from, to)]

// biome-ignore format: one row a case
const mistakes: [what: string, file: [keyof typeof read, string], says: string][] = [
  ['a key with a typing mistake',      b('approvals: 1\n', 'aprovals: 1\n'),                     'branches:10 unknown key "aprovals" (did you mean "approvals"?)'],
  ['a gate with a typing mistake',     b('[contracts]', '[contract]'),                          'branches:8 paths[0].gates[0]: Invalid option: expected one of "contracts"|"expectations"|"freshness"|"waivers" (did you mean "contracts"?)'],
  ['a window that ends as it begins',  b('to: "16:00"', 'to: "09:00"'),                         'branches:12 paths[0].windows[0].to: never opens: "from" is not before "to"; over midnight takes two windows'],
  ['a time that YAML reads otherwise', b('"16:00"', '16'),                                      'branches:12 paths[0].windows[0].to: put it in quotes: "09:00"'],
  ['a day that is none',               b('[mon, tue, wed, thu]', '[monday]'),                   'branches:12 paths[0].windows[0].days[0]: Invalid option: expected one of "mon"|"tue"|"wed"|"thu"|"fri"|"sat"|"sun"'],
  ['a time zone that is none',         b('America/Sao_Paulo', 'America/Sao_Paolo'),             'branches:3 timeZone: no time zone: a name such as UTC or America/Sao_Paulo'],
  ['an offset, which knows no summer', b('America/Sao_Paulo', '"+03:00"'),                      'branches:3 timeZone: no time zone: a name such as UTC or America/Sao_Paulo'],
  ['a freeze that ends before it begins', b('to: 2026-11-30', 'to: 2026-11-20'),                'branches:4 freezes[0].to: never holds: "to" is before "from"'],
  ['a freeze on no day',               b('to: 2026-11-30', 'to: 2026-11-31'),                   'branches:4 freezes[0].to: a day such as 2026-11-30'],
  ['a length of time without its unit', b('approvals: 1\n', 'approvals: 1\n    approvalsValid: 7\n'), 'branches:11 paths[0].approvalsValid: a duration such as 30s, 10m, 6h or 2d'],
  ['freshness of everything',          b('paths:', 'freshness: [{ maxAge: 1d }]\npaths:'),      'branches:5 freshness[0]: names either a table or a layer'],
  ['nobody who approves',              b('[group:data, group:governance]', '[]'),               'branches:11 paths[0].approvers: Too small: expected array to have >=1 items'],
  ['a person with a Cyrillic letter',  g('  ana:', '  \u0430na:'),                              'groups:3 people.\u0430na: an id of small letters, digits, ".", "_" and "-": ana'],
  ['an address with a Cyrillic letter', g('[ben@', '[b\u0435n@'),                               'groups:4 people.ben.emails[0]: an e-mail address'],
  ['a private key',                    g('{ emails: [ben@shop.example],', '{ keys: ["-----BEGIN OPENSSH PRIVATE KEY-----"], emails: [ben@shop.example],'), 'groups:4 people.ben.keys[0]: a line of an SSH public key'],
  ['a permit without an end',          p(', expires: 2026-11-23', ''),                          'permits:3 "expires" is missing in permits[0]'],
  ['a permit for ever',                p('expires: 2026-11-23', 'expires: never'),              'permits:3 permits[0].expires: a day such as 2027-03-31'],
  ['a column of a whole table',        p('kind: table-dropped', 'kind: table-dropped, column: x'), 'permits:3 permits[0].column: a column is named for column-dropped and type-narrowed only'],
]

test.for(mistakes)('%s is told with its place', ([, [file, text], says]) => {
  const { findings } = read[file](text, file)
  expect(findings.map(({ at, message }) => `${at.file}:${at.line} ${message}`)).toEqual([says])
})

test('a path, a gate and a table find what is asked of them', () => {
  const { branches } = policies(
    BRANCHES.replace(
      'paths:',
      'timeouts: { expectations: 90s }\nfreshness: [{ layer: bronze, maxAge: 6h }, { table: bronze.orders, maxAge: 30m, column: created_at }]\npaths:',
    ),
  )
  expect(pathOf(branches, 'staging', 'prod')?.approvals).toBe(1)
  expect(pathOf(branches, 'prod', 'staging')).toBeUndefined()
  expect([timeoutOf(branches, 'expectations'), timeoutOf(branches, 'contracts')]).toEqual([90_000, 600_000])
  expect(freshnessOf(branches, 'bronze.orders')).toEqual({ maxAge: 1_800_000, column: 'created_at' })
  expect(freshnessOf(branches, 'bronze.payments')).toEqual({ maxAge: 21_600_000 })
  expect(freshnessOf(branches, 'gold.orders')).toBeUndefined()
})
