import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { DqError } from '../../../kernel/errors.ts'

/** Below what systems give to outgoing connections: one of those could take the port before the server does. */
const LOWEST = 10_000
const HIGHEST = 32_000
const TRIES = 200

const given = new Set<number>()

/** A free port on loopback, given once in this process; by chance, so that stacks side by side hardly ever meet. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST)
    if (given.has(port) || !(await isFree(port))) continue
    given.add(port)
    return port
  }
  throw new Error(`no free port between ${LOWEST} and ${HIGHEST}`)
}

/** This very port, if it is free. */
export async function wantedPort(port: number): Promise<number> {
  if (await isFree(port)) return port
  throw new DqError(`port ${port} of 127.0.0.1 is taken`, {
    hint: 'stop what listens there, or give the server another address: environments.local.servers in dq.yaml',
  })
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
