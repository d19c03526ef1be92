import { writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { bundleOf } from '../downloads/lock.ts'
import { saysInLog } from '../probes.ts'
import type { ServerRecipe } from '../recipe.ts'
import { CASSANDRA_FLAGS, cassandraYaml, LOGBACK } from './cassandra-config.ts'

/** One node. Its security manager does not start on Java 24 and later, so it runs on 21. */
export const cassandra: ServerRecipe = {
  name: 'cassandra',
  product: 'Apache Cassandra',
  bundles: ['jdk21', 'cassandra'],
  async start(host) {
    const clients = await host.port('clients')
    const ports = { clients, storage: await host.port('inside'), secureStorage: await host.port('inside') }
    const [config, logback] = [join(host.folder, 'cassandra.yaml'), join(host.folder, 'logback.xml')]
    writeFileSync(config, cassandraYaml(ports, host.folder))
    writeFileSync(logback, LOGBACK)
    const settings = {
      'cassandra.config': `file:${config}`,
      'cassandra.storagedir': host.folder,
      'cassandra.triggers_dir': host.folder,
      'cassandra.ring_delay_ms': '100',
      'cassandra.skip_wait_for_gossip_to_settle': '0',
      'cassandra.superuser_setup_delay_ms': '0',
      'cassandra-foreground': 'yes',
      'logback.configurationFile': `file:${logback}`,
    }
    const server = host.spawn(host.java, [
      ...host.jvm('320m'),
      ...CASSANDRA_FLAGS,
      ...Object.entries(settings).map(([name, value]) => `-D${name}=${value}`),
      '-cp',
      host.files('cassandra').join(delimiter),
      'org.apache.cassandra.service.CassandraDaemon',
    ])
    await host.ready(server, saysInLog(server.log, 'Starting listening for CQL clients'))
    return {
      product: bundleOf('cassandra').product,
      endpoints: { address: `127.0.0.1:${clients}`, datacenter: 'datacenter1' },
    }
  },
}
