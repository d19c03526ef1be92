import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { consumesFile } from '../../../src/contracts/consumers/consumes-file.ts'

const file = new URL('../../../schemas/consumes.schema.json', import.meta.url)

test('the JSON Schema that editors use is that of the reader', () => {
  const schema = z.toJSONSchema(consumesFile, { io: 'input' })
  const text = `${JSON.stringify({ ...schema, title: 'What a service uses of contracts elsewhere: consumes.yaml' }, undefined, 2)}\n`
  if (process.env.UPDATE === '1') writeFileSync(file, text)
  expect(readFileSync(file, 'utf8')).toBe(text)
})
