import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { failureJson, failureText } from '../../src/cli/failure.ts'
import { redact, secret } from '../../src/cli/secrets.ts'
import { DqError } from '../../src/kernel/errors.ts'

const reference = (source: string, name: string) => `$\{${source}:${name}}`

function scratch(): string {
  const root = mkdtempSync(join(tmpdir(), 'dq-secret-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  return root
}

test('a secret is read when it is used, from the environment or a file', () => {
  const root = scratch()
  const env: Record<string, string> = {}
  const password = secret(reference('env', 'DB_PASSWORD'), { root, env })
  const token = secret(reference('file', 'token.txt'), { root, env })
  env.DB_PASSWORD = 'later'
  writeFileSync(join(root, 'token.txt'), 'from a file\n')
  expect([password.reveal(), token.reveal()]).toEqual(['later', 'from a file'])
})

test('a secret shows its reference only', () => {
  const password = secret(reference('env', 'P'), { root: '/', env: { P: 'hunter-two' } })
  password.reveal()
  const shown = [String(password), `${password}`, inspect({ password }), JSON.stringify({ password })]
  for (const text of shown) {
    expect(text).not.toContain('hunter-two')
    expect(text).toContain(reference('env', 'P'))
  }
})

test('a failure that repeats a revealed secret is printed without it, stack and causes too', () => {
  secret(reference('env', 'P'), { root: '/', env: { P: 'sw"ordfish' } }).reveal()
  const cause = new Error('login failed: sw"ordfish')
  const failure = new DqError('refused sw"ordfish', { hint: 'not sw"ordfish', cause })
  const texts = [
    failureText(failure),
    failureText(failure, true),
    failureText(cause),
    JSON.stringify(failureJson(failure)),
    redact('a sw"ordfish b'),
  ]
  for (const text of texts) expect(text).not.toContain('ordfish')
})

test('a value in place of a reference is refused, and not repeated', () => {
  expect(() => secret('hunter-two', { root: '/' })).toThrow(/^(?!.*hunter).*must be a reference/)
})

// biome-ignore format: one row a case
const missing: [what: string, source: string, name: string, message: string][] = [
  ['a variable that is not set', 'env',  'NOPE',     'is not set'],
  ['an empty variable',          'env',  'EMPTY',    'is empty'],
  ['a file that is not there',   'file', 'nope.txt', 'is not set'],
]

test.for(missing)('%s fails when used', ([, source, name, message]) => {
  const it = secret(reference(source, name), { root: scratch(), env: { EMPTY: '' } })
  expect(() => it.reveal()).toThrow(`the secret ${reference(source, name)} ${message}`)
})
