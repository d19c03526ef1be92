import { expect, test } from 'vitest'
import { loadContracts } from '../../../src/contracts/repo/load.ts'
import { syncContracts } from '../../../src/contracts/sync/sync-contracts.ts'
import { AVSC, AVSC_PATH, edited, ODCS, ODCS_PATH } from '../base-repo.ts'
import { memoryFiles } from '../memory-files.ts'

const sync = async (odcs: string, avsc: string) => {
  const { changes } = await syncContracts(memoryFiles({ [ODCS_PATH]: odcs, [AVSC_PATH]: avsc }))
  return changes[0]?.text
}

const NOTE = `      - name: note
        logicalType: string
        physicalType: string
        required: false
`
const TOTAL = `      - name: total
        logicalType: number
        physicalType: decimal(12,2)
        required: true
`

const COUPON = '{ "name": "coupon", "type": "int", "doc": "Id of the coupon." },\n    '
const newField = (before: string) => edited(AVSC, `{ "name": "${before}"`, `${COUPON}{ "name": "${before}"`)
const ADDED = `      - name: coupon
        logicalType: integer
        physicalType: int
        required: true
        description: Id of the coupon.
`

// biome-ignore format: one row a case
const cases: readonly (readonly [what: string, odcs: string, avsc: string, expected: string | undefined])[] = [
  ['nothing differs: nothing is written', ODCS, AVSC, undefined],
  ['a field in the middle',      ODCS, newField('note'), edited(ODCS, NOTE, ADDED + NOTE)],
  ['a field at the start',       ODCS, newField('order_id'), edited(ODCS, '      - name: order_id\n', `${ADDED}      - name: order_id\n`)],
  ['a field at the end',         ODCS, edited(AVSC, '"timestamp-micros" } }', '"timestamp-micros" } },\n    { "name": "coupon", "type": "int", "doc": "Id of the coupon." }'), edited(ODCS, 'customProperties:', `${ADDED}customProperties:`)],
  ['a field is gone',            edited(ODCS, NOTE, `${NOTE}        classification: internal\n`), edited(AVSC, '    { "name": "note", "type": ["null", "string"], "default": null },\n', ''), edited(ODCS, NOTE, '')],
  ['a property twice',           edited(ODCS, 'customProperties:', `${NOTE}customProperties:`), AVSC, ODCS],
  ['the order does not matter',  edited(edited(ODCS, NOTE, ''), TOTAL, NOTE + TOTAL), AVSC, undefined],
  ['comments and other keys stay', edited(ODCS, NOTE, '      # free text\n      - name: note # from the form\n        # measured\n        classification: internal\n        logicalType: integer\n        physicalType: string\n        required: false\n        examples: ["a", \'b\']\n\n'), AVSC,
                                 edited(ODCS, NOTE, '      # free text\n      - name: note # from the form\n        # measured\n        classification: internal\n        logicalType: string\n        physicalType: string\n        required: false\n        examples: ["a", \'b\']\n\n')],
  ['missing keys, in usual order', edited(ODCS, NOTE, '      - name: note\n        classification: internal\n'), AVSC, edited(ODCS, NOTE, `${NOTE}        classification: internal\n`)],
  ['aliases and anchors',        edited(edited(ODCS, 'status: active', 'status: &s active'), NOTE, NOTE.replace('physicalType: string', 'physicalType: int\n        classification: *s')), AVSC, edited(edited(ODCS, 'status: active', 'status: &s active'), NOTE, NOTE.replace('physicalType: string', 'physicalType: string\n        classification: *s'))],
  ['a folded description',       edited(ODCS, 'description: Id of the order.', 'description: >-\n          Number of\n          the order.'), AVSC, edited(ODCS, 'description: Id of the order.', 'description: >-\n          Id of the order.')],
  ['items of an array',          edited(ODCS, NOTE, '      - name: note\n        logicalType: array\n        physicalType: array\n        required: false\n'), edited(AVSC, '["null", "string"]', '["null", {"type": "array", "items": "long"}]'),
                                 edited(ODCS, NOTE, '      - name: note\n        logicalType: array\n        physicalType: array\n        required: false\n        items:\n          logicalType: integer\n          physicalType: long\n          required: true\n')],
]

test.for(cases)('%s', async ([, odcs, avsc, expected]) => {
  expect(await sync(odcs, avsc)).toBe(expected)
})

test.for([
  ['no properties yet', ODCS.replace(/ {4}properties:\n[\s\S]*?(?=customProperties)/, '')],
  ['an empty list', ODCS.replace(/ {4}properties:\n[\s\S]*?(?=customProperties)/, '    properties: []\n')],
  [
    'properties on one line',
    ODCS.replace(/ {4}properties:\n[\s\S]*?(?=customProperties)/, '    properties: [{name: note}]\n'),
  ],
] as const)('%s: all are written, and then nothing is wrong', async ([, odcs]) => {
  const text = await sync(odcs, AVSC)
  const { contracts, findings } = await loadContracts(memoryFiles({ [ODCS_PATH]: text ?? '', [AVSC_PATH]: AVSC }))
  expect(findings).toEqual([])
  expect(contracts[0]?.fields.map(({ name }) => name)).toEqual(['order_id', 'total', 'note', 'created_at'])
})

test('what stands in the way is reported, and what would be written is told', async () => {
  const files = memoryFiles({
    [ODCS_PATH]: edited(ODCS, 'decimal(12,2)', 'decimal(1,0)'),
    [AVSC_PATH]: AVSC,
    'events/b.odcs.yaml': 'a: [',
  })
  const { differences, findings, contracts } = await syncContracts(files)
  expect(differences.map(({ rule }) => rule)).toEqual(['property-type-mismatch'])
  expect(findings.map(({ rule }) => rule)).toEqual(['yaml-syntax'])
  expect(contracts).toBe(2)
})
