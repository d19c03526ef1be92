import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleOf } from '../downloads/lock.ts'
import { idOf } from '../jdk.ts'
import { answersHttp } from '../probes.ts'
import type { ServerRecipe } from '../recipe.ts'

const KEPT = ['lib', 'plugin/iceberg']

/** A coordinator that works too, with the Iceberg connector only, and no catalogs: `CREATE CATALOG` makes them while it runs. */
export const trino: ServerRecipe = {
  name: 'trino',
  product: 'Trino',
  bundles: ['jdk', 'trino'],
  archive: 'trino',
  async start(host) {
    const [archive = ''] = host.files('trino')
    const home = await host.once(`trino-${idOf('trino')}`, async (folder) => {
      // All of it, although most is thrown away: the plugins' files are hard links to each other.
      const whole = join(folder, 'whole')
      mkdirSync(whole)
      await host.run('tar', ['-xzf', archive, '-C', whole, '--strip-components=1'])
      mkdirSync(join(folder, 'plugin'))
      for (const path of KEPT) renameSync(join(whole, path), join(folder, path))
      await host.run('rm', ['-rf', whole])
    })
    const port = await host.port('clients')
    const url = `http://127.0.0.1:${port}`
    mkdirSync(join(host.folder, 'etc'), { recursive: true })
    const [config, levels] = [join(host.folder, 'etc/config.properties'), join(host.folder, 'etc/log.properties')]
    writeFileSync(config, settings(port, url))
    writeFileSync(levels, 'io.trino=WARN\nio.airlift=WARN\n')
    const properties = {
      config,
      'log.levels-file': levels,
      'node.environment': 'dq',
      'node.id': 'dq',
      'node.data-dir': host.folder,
      'plugin.dir': join(home, 'plugin'),
      'node.bind-ip': '127.0.0.1',
      'node.internal-address': '127.0.0.1',
      'jdk.attach.allowAttachSelf': 'true',
    }
    const server = host.spawn(host.java, [
      ...host.jvm('768m'),
      '--enable-native-access=ALL-UNNAMED',
      '--sun-misc-unsafe-memory-access=allow',
      ...Object.entries(properties).map(([name, value]) => `-D${name}=${value}`),
      '-cp',
      join(home, 'lib/*'),
      'io.trino.server.TrinoServer',
    ])
    await host.ready(server, answersHttp(`${url}/v1/info`, '"starting":false'))
    return { product: bundleOf('trino').product, endpoints: { url } }
  },
}

const settings = (port: number, url: string): string => `coordinator=true
node-scheduler.include-coordinator=true
http-server.http.port=${port}
discovery.uri=${url}
catalog.management=dynamic
catalog.store=memory
query.max-memory=256MB
query.max-memory-per-node=256MB
memory.heap-headroom-per-node=128MB
`
