import { appendFileSync } from 'node:fs'
import { afterAll, beforeAll, type RunnerTestSuite } from 'vitest'
import { startServer } from '../../src/adapters/stack/processes.ts'
import { loadSettings } from '../../src/cli/config.ts'
import { startContainer } from './containers/index.ts'
import { chooseProvider } from './provider.ts'

/** A server of either provider, as suites see it. */
export interface TestServer {
  readonly name: string
  /** Product and version: the two providers may run different ones. */
  readonly product: string
  readonly endpoints: Readonly<Record<string, string>>
  readonly seconds: number
  /** So far; undefined where nobody can say. */
  usage(): Promise<{ readonly cpuSeconds: number; readonly memoryMiB: number } | undefined>
  /** Where its logs are when it is stopped with `keep`. */
  readonly logs: string
  stop(options: { readonly keep: boolean }): Promise<void>
}

const PATIENCE_MS = 600_000

/**
 * Starts a server before the tests of a file and stops it after them. The suite fails when it cannot be started; its logs stay
 * when a test fails.
 */
export function useServer(name: string): { readonly endpoint: (name: string) => string } {
  let server: TestServer | undefined
  beforeAll(async () => {
    server = await start(name)
    report('ready', server, await server.usage())
  }, PATIENCE_MS)
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads which fixtures a hook wants from this pattern
  afterAll(async ({}, suite) => {
    if (server === undefined) return
    report('end', server, await server.usage())
    const keep = hasFailed(suite)
    await server.stop({ keep })
    if (keep) console.error(`logs of ${name}: ${server.logs}`)
  }, PATIENCE_MS)
  return {
    endpoint(endpoint) {
      const found = server?.endpoints[endpoint]
      if (found === undefined) throw new Error(`${name} has no endpoint "${endpoint}"`)
      return found
    },
  }
}

export async function start(name: string): Promise<TestServer> {
  const { provider } = await chooseProvider()
  if (provider === 'containers') return startContainer(name)
  const say = (text: string) => console.error(`${name}: ${text}`)
  const server = await startServer(name, { cacheDir: loadSettings({}).cacheDir, say })
  return { ...server, usage: async () => server.usage(), logs: server.folder }
}

const hasFailed = ({ tasks }: Pick<RunnerTestSuite, 'tasks'>): boolean =>
  tasks.some((task) => task.result?.state === 'fail' || ('tasks' in task && hasFailed(task)))

/** One line for the table that stands at the end of a run. */
function report(at: 'ready' | 'end', server: TestServer, usage: Awaited<ReturnType<TestServer['usage']>>): void {
  const file = process.env.DQ_STACK_REPORT
  const { name, product, seconds } = server
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ at, name, product, seconds, ...usage })}\n`)
}
