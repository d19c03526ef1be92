import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { planFile } from '../../../src/contracts/evolve/plan-file.ts'

const file = new URL('../../../schemas/plan.schema.json', import.meta.url)

test('the JSON Schema that editors use is that of the reader', () => {
  const schema = { ...z.toJSONSchema(planFile, { io: 'input' }), title: 'A planned break: plans/<contract>-<to>.yaml' }
  if (process.env.UPDATE === '1') writeFileSync(file, `${JSON.stringify(schema, undefined, 2)}\n`)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)))
})
