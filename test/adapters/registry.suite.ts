import { expect, test } from 'vitest'
import { RegistryRefusal, type SchemaRegistry } from '../../src/contracts/registry/ports.ts'

const order = (...more: object[]) =>
  JSON.stringify({
    type: 'record',
    name: 'Order',
    namespace: 'shop',
    fields: [{ name: 'id', type: 'string' }, ...more],
  })
const V1 = { schema: order(), references: [] }
const OPTIONAL = { schema: order({ name: 'region', type: 'string', default: '' }), references: [] }
const NEEDED = { schema: order({ name: 'region', type: 'string' }), references: [] }

/** What every registry promises. */
export function testRegistry(open: () => SchemaRegistry): void {
  let subjects = 0
  const fresh = () => `suite.${subjects++}-value`

  test('a schema gets an id, the same again keeps it, and both directions of looking it up agree', async () => {
    const [registry, subject] = [open(), fresh()]
    expect(await registry.versions(subject)).toEqual([])
    expect(await registry.subjects()).not.toContain(subject)
    const { id } = await registry.register(subject, V1)
    expect(await registry.register(subject, V1)).toEqual({ id })
    const versions = await registry.versions(subject)
    expect(versions.map((one) => ({ ...one, schema: JSON.parse(one.schema) }))).toEqual([
      { subject, version: 1, id, schema: JSON.parse(V1.schema), references: [] },
    ])
    expect(JSON.parse((await registry.schemaById(id))?.schema ?? '')).toEqual(JSON.parse(V1.schema))
    expect(await registry.version(subject, 1)).toEqual(versions[0])
    expect(await registry.subjects()).toContain(subject)
  })

  test('what is not there is undefined, not a failure', async () => {
    const [registry, subject] = [open(), fresh()]
    expect(await registry.schemaById(2_000_000_000)).toBeUndefined()
    expect(await registry.version(subject, 1)).toBeUndefined()
    await registry.register(subject, V1)
    expect(await registry.version(subject, 2)).toBeUndefined()
    expect(['NONE', 'BACKWARD']).toContain(await registry.level(subject))
  })

  test('one schema in two subjects has one id', async () => {
    const registry = open()
    const { id } = await registry.register(fresh(), OPTIONAL)
    expect(await registry.register(fresh(), OPTIONAL)).toEqual({ id })
  })

  test('the level of a subject decides what it takes', async () => {
    const [registry, subject] = [open(), fresh()]
    await registry.register(subject, V1)
    await registry.setLevel(subject, 'BACKWARD')
    expect(await registry.level(subject)).toBe('BACKWARD')
    await expect(registry.register(subject, NEEDED)).rejects.toMatchObject({
      name: 'RegistryRefusal',
      kind: 'incompatible',
      subject,
    })
    await expect(registry.register(subject, NEEDED)).rejects.toThrow(/region|READER_FIELD_MISSING_DEFAULT_VALUE/)
    expect((await registry.versions(subject)).length).toBe(1)
    await registry.register(subject, OPTIONAL)
    await registry.setLevel(subject, 'NONE')
    await registry.register(subject, NEEDED)
    expect((await registry.versions(subject)).map(({ version }) => version)).toEqual([1, 2, 3])
  })

  test('a type of another subject is known by its reference; one that is nowhere is refused', async () => {
    const [registry, money, subject] = [open(), fresh(), fresh()]
    const type = { type: 'record', name: 'Money', namespace: 'shop', fields: [{ name: 'cents', type: 'long' }] }
    await registry.register(money, { schema: JSON.stringify(type), references: [] })
    const schema = order({ name: 'total', type: 'shop.Money' })
    await expect(registry.register(subject, { schema, references: [] })).rejects.toBeInstanceOf(RegistryRefusal)
    const references = [{ name: 'shop.Money', subject: money, version: 1 }]
    const { id } = await registry.register(subject, { schema, references })
    expect((await registry.versions(subject))[0]?.references).toEqual(references)
    expect((await registry.schemaById(id))?.references).toEqual(references)
  })

  test('what is no schema is refused as such', async () => {
    const [registry, subject] = [open(), fresh()]
    const refused = registry.register(subject, { schema: '{"type":"recrod"}', references: [] })
    await expect(refused).rejects.toMatchObject({ name: 'RegistryRefusal', kind: 'invalid' })
  })

  test('texts come back whole: other scripts, doubles, great numbers, attributes nobody knows', async () => {
    const [registry, subject] = [open(), fresh()]
    const field = {
      name: 'n',
      type: 'long',
      default: 1,
      doc: 'São Paulo 😀 "quoted" \\ \u2028',
      'x-owner': ['a', { b: 1.5 }],
    }
    const { id } = await registry.register(subject, { schema: order(field), references: [] })
    expect(JSON.parse((await registry.schemaById(id))?.schema ?? '').fields[1]).toEqual(field)
  })
}
