import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AvroSchemaError, parseAvroFiles, schemaJson } from '../../../src/contracts/index.ts'

const holder = (name: string, ...types: string[]): string =>
  `{"type": "record", "name": "${name}", "fields": [\n${types.map((type, i) => `  {"name": "f${i}", "type": "${type}"}`).join(',\n')}]}`

const refusal = (files: Record<string, string>): unknown => {
  try {
    parseAvroFiles(Object.entries(files).map(([file, text]) => ({ file, text })))
  } catch (error) {
    if (error instanceof AvroSchemaError) return { message: error.message, hint: error.hint, at: error.at }
    throw error
  }
  return 'it parsed'
}

test('files may come in any order; a type is one object wherever it is referred to', () => {
  const [order, money, line] = parseAvroFiles([
    { file: 'order.avsc', text: holder('shop.Order', 'Line', 'shop.Money') },
    { file: 'money.avsc', text: '// cents\n{"type": "fixed", "name": "shop.Money", "size": 8}' },
    { file: 'line.avsc', text: holder('shop.Line', 'Money', 'int') },
  ])
  expect(order?.schema.kind === 'record' && order.schema.fields.map((field) => field.type)).toEqual([
    line?.schema,
    money?.schema,
  ])
  expect(line?.schema.kind === 'record' && line.schema.fields[0]?.type === money?.schema).toBe(true)
  expect(order?.defined.map((type) => type.fullName)).toEqual(['shop.Order'])
})

test('a type that no file defines is shown at the reference', () => {
  expect(refusal({ 'a.avsc': holder('a.A', 'int', 'Bb'), 'c.avsc': holder('a.Bbb') })).toEqual({
    message: 'There is no type called "a.Bb"',
    hint: 'Did you mean "a.Bbb"?',
    at: { file: 'a.avsc', line: 3, column: 26, path: '/fields/1/type' },
  })
})

test('files that need each other are shown at the reference that closes the circle', () => {
  expect(refusal({ 'a.avsc': holder('A', 'B'), 'b.avsc': holder('B', 'C'), 'c.avsc': holder('C', 'A') })).toEqual({
    message: 'Files refer to each other in a circle: a.avsc → b.avsc → c.avsc → a.avsc; this is the reference to A',
    hint: 'Define the types that need each other in one file.',
    at: { file: 'c.avsc', line: 2, column: 26, path: '/fields/0/type' },
  })
})

test('a name defined by two files in two ways is refused, in the same way accepted', () => {
  expect(refusal({ 'a.avsc': holder('A', 'int'), 'b.avsc': holder('A', 'long') })).toMatchObject({
    message: 'A is defined twice, and differently: a.avsc defines it too',
    at: { file: 'b.avsc', line: 1 },
  })
  expect(refusal({ 'a.avsc': holder('A', 'int'), 'b.avsc': holder('A', 'int') })).toBe('it parsed')
})

// GPL, hence not in this repository: read where a copy lies beside it.
const lsst = join(import.meta.dirname, '../../../../shared/data/avro/lsst')

test('the alert schemas of the Rubin Observatory parse, every version', () => {
  const versions = existsSync(lsst) ? readdirSync(lsst) : []
  let count = 0
  for (const version of versions) {
    const names = readdirSync(join(lsst, version)).filter((name) => name.endsWith('.avsc'))
    const files = names.map((file) => ({ file, text: readFileSync(join(lsst, version, file), 'utf8') }))
    const documents = parseAvroFiles(files)
    count += documents.length
    const alert = documents.find(({ file }) => file.endsWith('.alert.avsc'))
    expect(alert?.schema.kind).toBe('record')
    // The text of the alert alone has everything its files had, so it parses without them.
    const printed = JSON.stringify(schemaJson(alert!.schema))
    expect(parseAvroFiles([{ file: 'all.avsc', text: printed }])[0]?.schema).toEqual(alert?.schema)
  }
  console.log(
    versions.length === 0 ? 'LSST schemas: absent' : `LSST schemas: ${count} files of ${versions.length} versions read`,
  )
  if (versions.length > 0) expect(count).toBeGreaterThan(versions.length)
})
