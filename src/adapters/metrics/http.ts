import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DqError } from '../../kernel/errors.ts'

export interface ServedMetrics {
  readonly port: number
  close(): Promise<void>
}

/** Serves `/metrics`, and `/healthz` (200 while the process lives) for whoever looks whether it does. Port 0 takes a free one. */
export async function serveMetrics(
  {
    port,
    host = '0.0.0.0',
    contentType,
  }: { readonly port: number; readonly host?: string; readonly contentType: string },
  text: () => string,
): Promise<ServedMetrics> {
  const server = createServer(({ method, url }, response) => {
    const path = url?.split('?')[0]
    const body = method !== 'GET' ? undefined : path === '/metrics' ? text() : path === '/healthz' ? 'ok\n' : undefined
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': path === '/metrics' ? contentType : 'text/plain',
    })
    response.end(body ?? 'there is /metrics and /healthz\n')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new DqError(`metrics cannot be served at port ${port}: ${cause.message}`, {
          hint: 'take another --metrics-port, or 0 for a free one',
          cause,
        }),
      ),
    )
    server.listen(port, host, () => resolve())
  })
  // A run that is over does not wait for who looks at it.
  server.unref()
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
