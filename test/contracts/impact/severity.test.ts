import { expect, test } from 'vitest'
import { type SeverityPolicy, severityByUse } from '../../../src/contracts/impact/severity.ts'
import type { Impact, Severity } from '../../../src/kernel/finding.ts'

const job: readonly Impact[] = [{ kind: 'job', name: 'fraud' }]
const recorded: readonly Impact[] = [{ kind: 'fixture', name: 'fraud/one' }]

// biome-ignore format: one row a case
const cases: [what: string, policy: SeverityPolicy, severity: Severity, impact: readonly Impact[], becomes: Severity][] = [
  ['nothing said: it stays',                         {},                                         'error',   [],       'error'],
  ['nothing said, and used: it stays',               {},                                         'warning', job,      'warning'],
  ['fail only if someone uses it: nobody does',      { unused: 'warning' },                      'error',   [],       'warning'],
  ['fail only if someone uses it: a job does',       { unused: 'warning' },                      'error',   job,      'error'],
  ['a recorded event is no user',                    { unused: 'warning' },                      'error',   recorded, 'warning'],
  ['what is used must not change',                   { used: 'error' },                          'warning', job,      'error'],
  ['what is used must not change: nobody uses it',   { used: 'error' },                          'warning', [],       'warning'],
  ['no promise is made of what is only told',        { used: 'error', unused: 'error' },         'info',    job,      'info'],
  ['one rule fails even if no one uses it',          { unused: 'warning', rules: { r: { unused: 'error' } } }, 'error', [], 'error'],
  ['one rule fails only if someone uses it',         { rules: { r: { unused: 'info' } } },       'error',   [],       'info'],
  ['another rule is not meant',                      { rules: { other: { unused: 'info' } } },   'error',   [],       'error'],
  ['one rule, also when it only tells',              { rules: { r: { used: 'error' } } },        'info',    job,      'error'],
]

test.for(cases)('%s', ([, policy, severity, impact, becomes]) => {
  expect(severityByUse({ rule: 'r', severity }, impact, policy)).toBe(becomes)
})
