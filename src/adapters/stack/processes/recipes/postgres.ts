import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Host, ServerRecipe } from '../recipe.ts'

const MEND = 'apt-get install postgresql, or brew install postgresql@17'

/** With logical decoding on, as change data capture needs it. */
const SETTINGS = 'wal_level=logical max_replication_slots=8 max_wal_senders=8 fsync=off shared_buffers=32MB'

export const postgres: ServerRecipe = {
  name: 'postgres',
  product: 'PostgreSQL',
  bundles: [],
  async start(host) {
    const program = (name: string) => host.program([...debianPrograms(name), name], MEND)
    const version = /\d[\d.]*/.exec(await host.run(program('postgres'), ['--version']))?.[0] ?? ''
    const [port, data] = [await host.port('clients'), join(host.folder, 'data')]
    const asUser = await unprivileged(host, data)
    const init = [program('initdb'), '--pgdata', data, '--username=dq', '--auth=trust', '--encoding=UTF8', '--no-sync']
    const [command = '', ...args] = [...asUser, ...init, '--locale=C']
    await host.run(command, args)
    const settings = [...SETTINGS.split(' '), `port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=']
    const serve = [...asUser, program('postgres'), '-D', data, ...settings.flatMap((setting) => ['-c', setting])]
    // TERM would wait until every client has left.
    const server = host.spawn(serve[0] ?? '', serve.slice(1), { signal: 'INT' })
    const isReady = () => host.run(program('pg_isready'), ['-q', '-h', '127.0.0.1', '-p', `${port}`]).then(yes, no)
    await host.ready(server, isReady)
    const url = `postgresql://dq@127.0.0.1:${port}/postgres`
    return { product: `PostgreSQL ${version}`, endpoints: { url } }
  },
}

const yes = () => true
const no = () => false

/** The data folder, and the words before a command that make it run as the user who owns that folder: PostgreSQL refuses root. */
async function unprivileged(host: Host, data: string): Promise<readonly string[]> {
  mkdirSync(data, { mode: 0o700 })
  if (process.getuid?.() !== 0) return []
  await host.run('chown', ['postgres', host.folder, data])
  const setpriv = host.program(['setpriv'], 'apt-get install util-linux, or do not run dq as root')
  return [setpriv, '--reuid=postgres', '--regid=postgres', '--init-groups', '--']
}

/** Debian keeps each major version in a folder of its own; the newest first. */
function debianPrograms(name: string): readonly string[] {
  const home = '/usr/lib/postgresql'
  try {
    const versions = readdirSync(home).sort((a, b) => Number(b) - Number(a))
    return versions.map((version) => join(home, version, 'bin', name))
  } catch {
    return []
  }
}
