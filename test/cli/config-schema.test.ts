import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { z } from 'zod'
import { configFile, environment, readConfigFile } from '../../src/cli/config-file.ts'
import { lineageFile } from '../../src/contracts/lineage/lineage-file.ts'
import { branchPolicy } from '../../src/contracts/policies/branch-policy.ts'
import { groupsFile } from '../../src/contracts/policies/groups.ts'
import { permitsFile } from '../../src/contracts/policies/permit.ts'
import { policyTestFile } from '../../src/contracts/policies/policy-tests.ts'
import { promotionPlanFile } from '../../src/lake/promote/plan-schema.ts'
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
  [
    'branches.schema.json',
    branchPolicy,
    'Branch policy of dq',
    '`contracts/policies/branches.yaml`: how tables get from one catalog branch into the next. What is not allowed in it is forbidden.',
  ],
  [
    'groups.schema.json',
    groupsFile,
    'People of dq',
    '`contracts/policies/groups.yaml`: everything by which git, CI and keys know one person, and who belongs together.',
  ],
  [
    'permits.schema.json',
    permitsFile,
    'Permits of dq',
    '`contracts/policies/permits.yaml`: leave to lose something in one promotion. `dq policy permit add` writes an entry.',
  ],
  [
    'policy-tests.schema.json',
    policyTestFile,
    'Tests of the branch policy of dq',
    '`contracts/policies/tests/*.yaml`: situations, and what the policy should say of them. `dq policy test` tries them.',
  ],
  [
    'promotion-plan.schema.json',
    promotionPlanFile,
    'Promotion plan of dq',
    'What `dq promote --plan-out` writes, `dq approve` agrees to and `dq promote --plan` carries out.',
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
