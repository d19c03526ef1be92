import { expect, test } from 'vitest'
import { unknownCommand } from '../../src/cli/command-not-found.ts'

const commands = ['contract list', 'contract show', 'job list', 'run', 'rules', 'explain'].map((name) =>
  name.split(' '),
)

// biome-ignore format: one row a case
const cases: [typed: string, message: string][] = [
  ['contrct list',               'unknown command "contrct list" (did you mean "dq contract list"?)'],
  ['contract lst',               'unknown command "contract lst" (did you mean "dq contract list"?)'],
  ['contract frobnicate',        'unknown command "contract frobnicate"'],
  ['contrat',                    'unknown command "contrat" (did you mean "dq contract"?)'],
  ['contarct show order.created', 'unknown command "contarct show" (did you mean "dq contract show"?)'],
  ['rnu fraud-enricher',         'unknown command "rnu" (did you mean "dq run"?)'],
  ['exlpain no-owner',           'unknown command "exlpain" (did you mean "dq explain"?)'],
  ['frobnicate',                 'unknown command "frobnicate"'],
  ['rules now',                  'dq rules takes no argument "now"'],
]

test.for(cases)('dq %s', ([typed, message]) => {
  expect(unknownCommand(typed.split(' '), commands).message).toBe(message)
})
