import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import { type ConfigFlags, loadSettings, type Settings } from '../config.ts'
import { stackProvider } from '../wiring.ts'
import type { StackProvider, StartedServer } from './port.ts'
import { type StackState, stackState } from './state.ts'

/** What `dq stack up` starts when it is told no names: all but what only tests of access rights need. */
const USUAL = ['redis', 'postgres', 'kafka', 'registry', 'nessie']

export interface ServerStatus extends StartedServer {
  readonly status: 'running' | 'ended'
  readonly cpuSeconds?: number
  readonly memoryMiB?: number
}

export interface Stack {
  /** Starts what is not running yet; gives the status of all that were asked for. */
  up(names: readonly string[], say: (text: string) => void): Promise<readonly ServerStatus[]>
  status(): readonly ServerStatus[]
  /** Stops these, or all; gives their names. */
  down(names: readonly string[]): Promise<readonly string[]>
  logs(name: string, lines: number): readonly { readonly file: string; readonly lines: readonly string[] }[]
}

/** Settings of `dq stack`: those of the environment `local`, unless another is named. */
export function stackSettings(flags: ConfigFlags): Settings {
  const settings = loadSettings(flags)
  const local = settings.env === undefined && settings.environments.includes('local')
  return local ? loadSettings({ ...flags, env: 'local' }) : settings
}

export async function openStack(settings: Settings): Promise<Stack> {
  const provider = await stackProvider(settings)
  const state = stackState(settings.stateDir)
  return {
    up: (names, say) => up(provider, state, settings, names, say),
    status: () =>
      provider.servers.flatMap(({ name }) => state.get(name) ?? []).map((server) => statusOf(provider, server)),
    down: (names) => down(provider, state, names),
    logs: (name, lines) => logsOf(started(state, name), lines),
  }
}

async function up(
  provider: StackProvider,
  state: StackState,
  settings: Settings,
  names: readonly string[],
  say: (text: string) => void,
): Promise<readonly ServerStatus[]> {
  if (process.env.DQ_STACK === 'containers') {
    throw new DqError('dq stack starts processes, and DQ_STACK says containers', {
      hint: 'docker compose -f deploy/compose.yaml up: the same servers, in the repository of dq',
    })
  }
  const known = provider.servers.map(({ name }) => name)
  for (const name of names) if (!known.includes(name)) throw unknown(name, known)
  const wanted = known.filter((name) => (names.length === 0 ? USUAL : names).includes(name))
  const result: ServerStatus[] = []
  for (const name of wanted) {
    const before = state.get(name)
    if (before !== undefined && provider.isRunning(before)) {
      result.push(statusOf(provider, before))
      continue
    }
    if (before !== undefined) await provider.stop(before)
    const server = await provider.start(name, { port: portOf(settings, name), say: (text) => say(`${name}: ${text}`) })
    state.put(server)
    await server.release()
    result.push(statusOf(provider, server))
  }
  return result
}

async function down(provider: StackProvider, state: StackState, names: readonly string[]): Promise<readonly string[]> {
  const servers = names.length === 0 ? [...state.all()].reverse() : names.map((name) => started(state, name))
  for (const server of servers) {
    await provider.stop(server)
    state.remove(server.name)
  }
  return servers.map(({ name }) => name)
}

const statusOf = (provider: StackProvider, server: StartedServer): ServerStatus =>
  provider.isRunning(server)
    ? { ...server, status: 'running', ...provider.usage(server) }
    : { ...server, status: 'ended' }

function started(state: StackState, name: string): StartedServer {
  const server = state.get(name)
  if (server !== undefined) return server
  const names = state.all().map((other) => other.name)
  throw new DqError(`dq stack has not started "${name}"${didYouMean(name, names)}`, {
    hint: names.length === 0 ? `start it: dq stack up ${name}` : `started here: ${names.join(', ')}`,
  })
}

const unknown = (name: string, known: readonly string[]): DqError =>
  new DqError(`unknown server "${name}"${didYouMean(name, known)}`, { hint: `servers: ${known.join(', ')}` })

/** The port of its address in dq.yaml: the same each time, so that clients are configured once. */
function portOf({ servers }: Settings, name: string): number | undefined {
  const address = servers[name]
  if (address === undefined) return undefined
  const found = /^(?:[a-z][a-z+.-]*:\/\/)?(?:[^/@]*@)?(?:127\.0\.0\.1|localhost):(\d+)(?:\/|$)/.exec(address)
  if (found !== null) return Number(found[1])
  throw new DqError(`dq stack starts ${name} on this machine, not at ${address}`, {
    hint: `give environments.local.servers.${name} in dq.yaml an address with 127.0.0.1 and a port`,
  })
}

const logsOf = ({ logs }: StartedServer, lines: number) =>
  logs.map((file) => ({
    file: basename(file),
    lines: existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines) : [],
  }))
