import { expect, test } from 'vitest'
import { DqError } from '../../../src/kernel/errors.ts'
import { unknownReference } from '../../../src/lake/catalog/unknown-reference.ts'

const branches = ['main', 'dev', 'prod']
const tags = ['prod-before-3f2a91c07be0', 'prod-after-3f2a91c07be0', 'before-the-sale']
const references = [
  ...branches.map((name) => ({ kind: 'branch' as const, name })),
  ...tags.map((name) => ({ kind: 'tag' as const, name })),
]
const many = Array.from({ length: 12 }, (_, i) => ({ kind: 'branch' as const, name: `b${i}` }))

// biome-ignore format: one row a case
const cases: readonly (readonly [what: string, name: string, asked: 'branch' | 'new' | 'any', message: string, hint: string])[] = [
  ['branches alone are listed',                   'stagnig',         'branch', 'the catalog has no branch "stagnig"',                'there are main, dev, prod'],
  ['where a tag would do, it is told of them',    'stagnig',         'any',    'the catalog has no branch or tag "stagnig"',         'there are main, dev, prod; dq branch list has the tags too'],
  ['a branch that was meant goes before a tag',   'prdo',            'any',    'the catalog has no branch or tag "prdo"',            'did you mean prod?'],
  ['a tag that was meant is named',               'before-the-sail', 'any',    'the catalog has no branch or tag "before-the-sail"', 'did you mean before-the-sale?'],
  ['whoever writes may make it',                  'stagnig',         'new',    'the catalog has no branch "stagnig"',                'there are main, dev, prod; dq branch create stagnig makes it'],
  ['but not where only a branch would do',        'before-the-sail', 'branch', 'the catalog has no branch "before-the-sail"',        'there are main, dev, prod'],
]

test.for(cases)('a reference that is not there: %s', ([, name, asked, message, hint]) => {
  const error = unknownReference(name, references, asked)
  expect(error).toBeInstanceOf(DqError)
  expect({ message: error.message, hint: error.hint }).toEqual({ message, hint })
})

test('of many branches ten are listed', () => {
  expect(unknownReference('prod', many, 'branch').hint).toBe(
    'there are b0, b1, b2, b3, b4, b5, b6, b7, b8, b9 and 2 more',
  )
})
