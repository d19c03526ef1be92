import { expect, test } from 'vitest'
import { codeBlock } from '../../../src/pipelines/expr/js/code-block.ts'
import { ExprOverflow } from '../../../src/pipelines/expr/js/overflow.ts'
import { rt } from '../../../src/pipelines/expr/js/runtime.ts'
import { emitStore, storeProblem } from '../../../src/pipelines/expr/store.ts'
import { parseType } from '../../../src/pipelines/expr/type-text.ts'
import type { ExprType } from '../../../src/pipelines/expr/types.ts'
import { canonical, represent } from './values.ts'

const type = (text: string): ExprType => parseType(text) ?? { kind: 'null', nullable: true }

// biome-ignore format: one row a case
test.for<[from: string, to: string, problem: string | undefined]>([
  ['int',            'int',            undefined],
  ['int',            'int53',          undefined],
  ['int53',          'long',           undefined],
  ['long',           'int53',          undefined],
  ['int53',          'int',            'int53 may not fit in an int'],
  ['int',            'decimal(12,2)',  undefined],
  ['decimal(15,2)',  'decimal(12,2)',  undefined],
  ['decimal(5,1)',   'decimal(12,2)',  undefined],
  ['decimal(12,4)',  'decimal(12,2)',  'decimal(12,4) has more digits after the point than decimal(12,2)'],
  ['decimal(12,2)',  'double',         'is decimal(12,2), but double is wanted'],
  ['double',         'decimal(12,2)',  'is double, but decimal(12,2) is wanted'],
  ['decimal(4,0)',   'long',           'is decimal(4,0), but long is wanted'],
  ['string?',        'string?',        undefined],
  ['string?',        'string',         'may be null, but string is required'],
  ['string',         'string?',        undefined],
  ['null',           'long?',          undefined],
  ['null',           'long',           'null does not fit: long is required'],
  ['int',            'string',         'is int, but string is wanted'],
  ['array<string>',  'array<string>',  undefined],
  ['array<string?>', 'array<string>',  'items: may be null, but string is required'],
  ['array<string>',  'array<string?>', undefined],
  ['timestamp',      'timestamp',      undefined],
  ['date',           'timestamp',      'is date, but timestamp is wanted'],
])('%s into %s', ([from, to, problem]) => {
  expect(storeProblem(type(from), parseType(to)!)?.message).toBe(problem)
})

// biome-ignore format: one row a case
test.for<[from: string, value: string | null, to: string, stored: string]>([
  ['int',            '5',                   'long',          '5'],
  ['int53',          '9007199254740991',    'long',          '9007199254740991'],
  ['long',           '9007199254740991',    'int53',         '9007199254740991'],
  ['long',           '9007199254740992',    'int53',         'overflow'],
  ['long?',          null,                  'int53?',        'null'],
  ['int',            '7',                   'decimal(5,2)',  '7.00'],
  ['int',            '1000',                'decimal(5,2)',  'overflow'],
  ['decimal(15,2)',  '999.99',              'decimal(5,2)',  '999.99'],
  ['decimal(15,2)',  '1000.00',             'decimal(5,2)',  'overflow'],
  ['decimal(15,2)',  '-1000.00',            'decimal(5,2)',  'overflow'],
  ['decimal(15,0)',  '999999999999999',     'decimal(15,6)', 'overflow'],
  ['decimal(15,0)',  '999999999',           'decimal(15,6)', '999999999.000000'],
  ['decimal(15,2)',  '1.25',                'decimal(20,4)', '1.2500'],
  ['decimal(38,2)',  '1.25',                'decimal(15,4)', '1.2500'],
  ['decimal(38,2)',  '100000000000.00',     'decimal(15,4)', 'overflow'],
  ['decimal(4,2)?',  null,                  'decimal(9,4)?', 'null'],
  ['string',         'x',                   'string?',       'x'],
])('%s %s stored as %s is %s', ([from, value, to, stored]) => {
  const [source, target] = [parseType(from)!, parseType(to)!]
  const out = codeBlock()
  const text = emitStore('v', source, target, out)
  const store = new Function('rt', `return (v) => {\n${out}\nreturn ${text}\n}`)(rt) as (value: unknown) => unknown
  let found: string
  try {
    found = canonical(target, store(represent(source, value ?? undefined)))
  } catch (error) {
    if (!(error instanceof ExprOverflow)) throw error
    expect(error.message).toBe(`store: the result does not fit in ${to.replace('?', '')}`)
    found = 'overflow'
  }
  expect(found).toBe(stored)
})
