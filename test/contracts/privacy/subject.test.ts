import { expect, test } from 'vitest'
import type { Contract } from '../../../src/contracts/model.ts'
import type { OdcsDocument, OdcsProperty } from '../../../src/contracts/odcs/document.ts'
import { subjectOf } from '../../../src/contracts/privacy/subject.ts'

type Said = readonly [
  name: string,
  classification: string | undefined,
  custom?: Readonly<Record<string, string>>,
  pattern?: string,
]

function ask(said: readonly Said[], key?: string) {
  const fields = said.map(([name, classification, , pattern]) => ({
    name,
    classification,
    required: !name.endsWith('?'),
    constraints: { ...(pattern && { pattern }) },
  }))
  const properties = said.map(
    ([name, , custom = {}]): OdcsProperty => ({
      name,
      customProperties: Object.entries(custom).map(([property, value]) => ({ property, value })),
    }),
  )
  const contract = { name: 't', fields, settings: { key }, files: { odcs: 't.odcs.yaml' } } as unknown as Contract
  return subjectOf(contract, { schema: [{ properties }] } as unknown as OdcsDocument)
}

// biome-ignore format: one row a case
const cases: [what: string, said: readonly Said[], key: string | undefined, expected: object | undefined][] = [
  ['a personal key is the subject, and its records go',  [['id', 'personal'], ['n', 'internal']],                                           'id',      { fields: ['id'], searched: [], mode: 'delete' }],
  ['a key that is not personal is none',                 [['id', 'internal'], ['mail', 'personal']],                                        'id',      undefined],
  ['a class of the team’s own counts as personal',       [['id', 'crown-jewels']],                                                          'id',      { fields: ['id'], mode: 'delete' }],
  ['what is said at a field comes before the key',       [['id', 'personal'], ['who', 'personal', { subject: 'mask' }]],                     'id',      { fields: ['who'], mode: 'mask', personal: [{ field: 'id', erasedAs: 'erased' }, { field: 'who', erasedAs: 'erased' }] }],
  ['several fields name one person',                     [['a', 'personal', { subject: 'mask' }], ['b', 'personal', { subject: 'mask' }]],   undefined, { fields: ['a', 'b'], mode: 'mask' }],
  ['a text that is searched goes',                       [['raw', 'personal', { subject: 'search' }]],                                      undefined, { fields: [], searched: ['raw'], mode: 'delete' }],
  ['a form matters only where a text must stand',         [['a', 'personal', { subject: 'delete' }, '^[0-9]$']],                              undefined, { fields: ['a'], personal: [] }],
  ['an optional field is emptied, whatever its form',    [['a?', 'personal', { subject: 'mask' }, '^[0-9]$']],                               undefined, { fields: ['a?'], mode: 'mask' }],
  ['what stands instead keeps the promise of the field', [['a', 'personal', { subject: 'mask', erasedAs: '00' }, '^[0-9]{2}$']],             undefined, { personal: [{ field: 'a', erasedAs: '00' }] }],
]

test.for(cases)('%s', ([, said, key, expected]) => {
  if (expected === undefined) expect(ask(said, key)).toBeUndefined()
  else expect(ask(said, key)).toMatchObject(expected)
})

// biome-ignore format: one row a case
const refused: [what: string, said: readonly Said[], says: string][] = [
  ['a mode that is none',                 [['a', 'personal', { subject: 'hide' }]],                                                 '"hide" of a says nothing about a subject'],
  ['fields that disagree',                [['a', 'personal', { subject: 'mask' }], ['b', 'personal', { subject: 'delete' }]],        'deleted by one field of its subject and masked by another'],
  ['a text that breaks the field’s form', [['a', 'personal', { subject: 'mask' }, '^[0-9a-f]{32}$']],                                '"erased" cannot stand for an erased a'],
]

test.for(refused)('refused: %s', ([, said, says]) => {
  expect(() => ask(said)).toThrow(says)
})
