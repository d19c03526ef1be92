import { readFileSync } from 'node:fs'
import { Ajv2019 } from 'ajv/dist/2019.js'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { diskFiles } from '../../../src/adapters/contract-files/disk.ts'
import { ODCS } from '../base-repo.ts'

/* The standard's own schema is the judge of what other ODCS tools can read. */
const root = new URL('../../..', import.meta.url).pathname
const ajv = new Ajv2019({ strict: false, allErrors: true })
formats.default(ajv)
const validate = ajv.compile(JSON.parse(readFileSync(new URL('odcs-v3.1.0.schema.json', import.meta.url), 'utf8')))

const errorsOf = (text: string): readonly string[] => {
  validate(parse(text))
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

test('every example contract is a valid document of the standard', async () => {
  const files = diskFiles(`${root}contracts`, root)
  const paths = (await files.list()).filter((path) => path.endsWith('.odcs.yaml'))
  expect(paths).toHaveLength(38)
  for (const path of paths) {
    const text = new TextDecoder().decode(await files.read(path))
    expect([path, errorsOf(text)]).toEqual([path, []])
  }
})

test('so is the contract of the tests; a broken one is not', () => {
  expect(errorsOf(ODCS)).toEqual([])
  expect(errorsOf(ODCS.replace('logicalType: number', 'logicalType: decimal'))).not.toEqual([])
  expect(errorsOf(`${ODCS}desciption: x\n`)).toEqual([' must NOT have additional properties'])
})
