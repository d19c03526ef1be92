import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

type Verdict = 'pass' | 'hang' | 'cut' | number

interface Wire {
  readonly url: string
  readonly hung: Promise<void>
  /** Of what was asked for, so far. */
  readonly passed: { requests: number; bytes: number }
  close(): void
}

/** The store behind a wire that can break: before a request is passed on, or before its answer comes back (`cut`). */
export async function proxy(
  target: string,
  judge: (request: {
    readonly method: string
    readonly url: string
    readonly headers: NodeJS.Dict<string | string[]>
  }) => Verdict,
): Promise<Wire> {
  const passed = { requests: 0, bytes: 0 }
  let hang = (): void => undefined
  const hung = new Promise<void>((resolve) => {
    hang = resolve
  })
  const { host } = new URL(target)
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    const verdict = judge({ method, url, headers })
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (verdict === 'hang') return hang()
    if (typeof verdict === 'number') return response.writeHead(verdict).end()
    const { connection, 'content-length': length, 'transfer-encoding': encoding, ...rest } = headers
    // Signed for this address: the store must be asked under it.
    const answer = await passOn(target, method, url, { ...rest, host: headers.host ?? host }, Buffer.concat(chunks))
    if (method === 'GET') passed.requests++
    if (method === 'GET') passed.bytes += answer.body.length
    if (verdict === 'cut') return request.socket.destroy()
    response.writeHead(answer.status, answer.headers).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    hung,
    passed,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function passOn(
  target: string,
  method: string,
  path: string,
  headers: NodeJS.Dict<string | string[]>,
  body: Buffer,
) {
  const { request } = await import('node:http')
  const { hostname, port } = new URL(target)
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
    const sent = request(
      { hostname, port, method, path, headers: { ...headers, 'content-length': body.length } },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk) => chunks.push(chunk))
        answer.on('end', () => {
          const { 'transfer-encoding': encoding, connection, ...rest } = answer.headers
          resolve({ status: answer.statusCode ?? 0, headers: rest, body: Buffer.concat(chunks) })
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
