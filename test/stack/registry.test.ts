import { expect, test } from 'vitest'
import { useServer } from './server.ts'

const server = useServer('registry')
const SUBJECT = 'order.created-value'

async function call(
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${server.endpoint('url')}${path}`, {
    method,
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const order = (...more: object[]) => ({
  schema: JSON.stringify({ type: 'record', name: 'Order', fields: [{ name: 'order_id', type: 'string' }, ...more] }),
})
const V1 = order()
const WITH_DEFAULT = order({ name: 'region', type: 'string', default: '' })
const WITHOUT_DEFAULT = order({ name: 'region', type: 'string', default: '' }, { name: 'total', type: 'long' })

test('register, again, check, refuse, look up', async () => {
  expect((await call('PUT', '/config', { compatibility: 'BACKWARD' })).status).toBe(200)
  const first = await call('POST', `/subjects/${SUBJECT}/versions`, V1)
  expect(first.status).toBe(200)
  expect((await call('POST', `/subjects/${SUBJECT}/versions`, V1)).body.id).toBe(first.body.id)

  const check = (schema: object) => call('POST', `/compatibility/subjects/${SUBJECT}/versions/latest`, schema)
  expect((await check(WITH_DEFAULT)).body.is_compatible).toBe(true)
  const second = await call('POST', `/subjects/${SUBJECT}/versions`, WITH_DEFAULT)
  expect(second.body.id).not.toBe(first.body.id)

  expect((await check(WITHOUT_DEFAULT)).body.is_compatible).toBe(false)
  const refused = await call('POST', `/subjects/${SUBJECT}/versions`, WITHOUT_DEFAULT)
  expect([refused.status, refused.body.error_code]).toEqual([409, 409])

  const { body: versions } = await call('GET', `/subjects/${SUBJECT}/versions`)
  expect(versions).toEqual([1, 2])
  const { body: byId } = await call('GET', `/schemas/ids/${second.body.id}`)
  expect(JSON.parse(String(byId.schema))).toEqual(JSON.parse(WITH_DEFAULT.schema))
  console.log('registry: 2 versions registered, 1 repeated, 2 checked, 1 refused')
})
