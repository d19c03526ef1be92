import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { confluentRegistry } from '../../../src/adapters/registry/confluent.ts'
import { openRegistry } from '../../../src/adapters/registry/open.ts'
import { Unavailable } from '../../../src/pipelines/live/ports.ts'

/** Answers as it is told; what a real registry says is tested on one, in test/stack. */
let answer: { readonly status: number; readonly body: string } = { status: 200, body: '[]' }
let asked: IncomingMessage[] = []
const server = createServer((request, response) => {
  asked.push(request)
  response.writeHead(answer.status).end(answer.body)
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const subjects = (status: number, body: string) => {
  answer = { status, body }
  return confluentRegistry({ url }).subjects()
}

test.for([500, 502, 503, 429, 408])('%s passes: it is asked again', async (status) => {
  await expect(subjects(status, 'not now')).rejects.toBeInstanceOf(Unavailable)
})

// biome-ignore format: one row an answer
const refusals: [status: number, body: string, message: string][] = [
  [401, '{"error_code":401,"message":"Unauthorized"}', 'answers 401 to GET /subjects'],
  [403, '{"error_code":403,"message":"Forbidden"}',    'answers 403 to GET /subjects'],
  [404, '<html>not here</html>',                       'which no schema registry does here: <html>'],
  [200, '<html>hello</html>',                          'which no schema registry does here: <html>'],
  [200, '{"a":1}',                                     'which no schema registry does here: {"a":1}'],
]

test.for(refusals)('%s %s ends the run, and says what it was', async ([status, body, message]) => {
  await expect(subjects(status, body)).rejects.toMatchObject({
    name: 'DqError',
    message: expect.stringContaining(message),
  })
})

test('what it says is not there is undefined', async () => {
  answer = { status: 404, body: '{"error_code":40403,"message":"Schema 9 not found"}' }
  expect(await confluentRegistry({ url }).schemaById(9)).toBeUndefined()
})

test('a subject that holds JSON Schema is refused by name', async () => {
  answer = { status: 200, body: JSON.stringify({ subject: 's', version: 1, id: 1, schemaType: 'JSON', schema: '{}' }) }
  await expect(confluentRegistry({ url }).version('s', 1)).rejects.toThrow('version 1 of s at')
})

test('a version is asked for once; names of subjects are escaped', async () => {
  answer = { status: 200, body: JSON.stringify({ subject: 'a/b', version: 1, id: 1, schema: '"string"' }) }
  asked = []
  const registry = confluentRegistry({ url: `${url}/` })
  for (let i = 0; i < 3; i++) expect((await registry.version('a/b', 1))?.schema).toBe('"string"')
  expect(asked.map((request) => request.url)).toEqual(['/subjects/a%2Fb/versions/1'])
})

test('user and password, or a token, go with every call, and are asked for only then', async () => {
  answer = { status: 200, body: '[]' }
  const revealed: string[] = []
  const host = {
    path: (path: string) => ({ path, shown: path }),
    reveal(reference: string) {
      revealed.push(reference)
      return 'pass:word'
    },
  }
  asked = []
  const basic = await openRegistry({ url, username: 'dq', password: 'a reference' }, host)
  expect(revealed).toEqual([])
  await basic.subjects()
  await (await openRegistry({ url, token: 'another' }, host)).subjects()
  await (await openRegistry({ url }, host)).subjects()
  // "dq:pass:word" in base64, by hand with `printf dq:pass:word | base64`.
  expect(asked.map(({ headers }) => headers.authorization)).toEqual([
    'Basic ZHE6cGFzczp3b3Jk',
    'Bearer pass:word',
    undefined,
  ])
  expect(revealed).toEqual(['a reference', 'another'])
})
