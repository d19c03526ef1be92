import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { z } from 'zod'
import { configFile, environment, readConfigFile } from '../../src/cli/config-file.ts'
import { lineageFile } from '../../src/contracts/lineage/lineage-file.ts'
import { repo } from '../built.ts'

const schemas: readonly (readonly [name: string, schema: z.ZodType, title: string, description: string])[] = [
  [
    'dq.schema.json',
    configFile.extend({ environments: z.record(z.string(), environment).optional() }),
    'Settings of dq',
    '`dq.yaml`: folders, servers, environments, and how severe what is found is.',
  ],
  [
    'lineage.schema.json',
    lineageFile,
    'Lineage of dq',
    '`lineage.json`: what every job does with every field. `dq lineage export` writes it.',
  ],
]

test.for(schemas)('schemas/%s is what dq reads (UPDATE=1 writes it anew)', ([name, shape, title, description]) => {
  const { $schema, ...made } = z.toJSONSchema(shape, { io: 'input' })
  const whole = { $schema, title, description, ...made }
  const file = join(repo, 'schemas', name)
  if (process.env.UPDATE) writeFileSync(file, `${JSON.stringify(whole, null, 2)}\n`)
  expect(read(name)).toEqual(JSON.parse(JSON.stringify(whole)))
})

const read = (name: string): object => JSON.parse(readFileSync(join(repo, 'schemas', name), 'utf8'))

// biome-ignore format: one row a case
const files: [what: string, file: object, isRight: boolean][] = [
  ['nothing but its version',       { version: 1 },                                                        true],
  ['fail only if someone uses it',  { version: 1, impact: { unused: 'warning' } },                         true],
  ['both ways',                     { version: 1, impact: { used: 'error', unused: 'info' } },             true],
  ['a single rule',                 { version: 1, impact: { rules: { 'field-renamed': { unused: 'error' } } } }, true],
  ['an unknown severity',           { version: 1, impact: { unused: 'warn' } },                            false],
  ['an unknown key',                { version: 1, impact: { unsued: 'warning' } },                         false],
  ['an unknown key of a rule',      { version: 1, impact: { rules: { x: { when: 'error' } } } },           false],
  ['an environment',                { version: 1, environments: { prod: { stateDir: 'x' } } },             true],
  ['an unknown key of one',         { version: 1, environments: { prod: { impact: {} } } },                false],
]

test.for(files)('dq.yaml with %s: an editor and dq say the same', ([, file, isRight]) => {
  const folder = mkdtempSync(join(tmpdir(), 'dq-config-'))
  try {
    writeFileSync(join(folder, 'dq.yaml'), stringify(file))
    const isConfig = new Ajv2020({ strict: false }).compile(read('dq.schema.json'))
    const readFile = (): unknown => readConfigFile(join(folder, 'dq.yaml'), folder)
    expect(isConfig(file)).toBe(isRight)
    if (isRight) expect(readFile()).toMatchObject({ version: 1 })
    else expect(readFile).toThrow()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test("this repository's files are right by them", () => {
  const isLineage = new Ajv2020({ strict: false }).compile(read('lineage.schema.json'))
  expect(isLineage(JSON.parse(readFileSync(join(repo, 'lineage.json'), 'utf8')))).toBe(true)
})
