import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprint } from '../../src/kernel/fingerprint.ts'
import { sha256 } from '../../src/kernel/sha256.ts'

const openssl = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

test('the hash of short and long texts is the one of OpenSSL', () => {
  // FIPS 180-4's own example, and the lengths around the edges of blocks.
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  for (let length = 0; length < 200; length++) expect(sha256('x'.repeat(length))).toBe(openssl('x'.repeat(length)))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => sha256(text) === openssl(text.toWellFormed())),
    { seed: 6, numRuns: 500 },
  )
})

test('a fingerprint tells rule, contract, path and text apart', () => {
  const base = { rule: 'key-changed', of: 'order.created', path: 'key', text: 'key changed' }
  const all = [base, ...(['rule', 'of', 'path', 'text'] as const).map((part) => ({ ...base, [part]: 'other' }))]
  expect(new Set(all.map(fingerprint)).size).toBe(5)
  expect(fingerprint(base)).toBe(openssl('key-changed\norder.created\nkey\nkey changed').slice(0, 16))
})
