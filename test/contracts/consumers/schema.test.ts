import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { consumesFile } from '../../../src/contracts/consumers/consumes-file.ts'

const file = new URL('../../../schemas/consumes.schema.json', import.meta.url)

test('the JSON Schema that editors use is that of the reader', () => {
  const schema = {
    ...z.toJSONSchema(consumesFile, { io: 'input' }),
    title: 'What a service uses of contracts elsewhere: consumes.yaml',
  }
  if (process.env.UPDATE === '1') writeFileSync(file, `${JSON.stringify(schema, undefined, 2)}\n`)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)))
})
