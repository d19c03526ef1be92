import { mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Child } from '../child.ts'
import { bundleOf } from '../downloads/lock.ts'
import { idOf, unpackWheel } from '../jdk.ts'
import { answersHttp } from '../probes.ts'
import type { Host, ServerRecipe } from '../recipe.ts'
import { clusterConfig, JAVA_FLAGS, LOG4J } from './flink-config.ts'

const RUNTIME = 'org.apache.flink.runtime'

/** A JobManager, a TaskManager and a SQL Gateway. On Java 25 the gateway does not start: it trips over Hadoop's absence. */
export const flink: ServerRecipe = {
  name: 'flink',
  product: 'Apache Flink',
  bundles: ['jdk21', 'flink'],
  async start(host) {
    const [wheel = '', gatewayJar = '', ...connectors] = host.files('flink')
    const home = join(await host.once(`flink-${idOf('flink')}`, (folder) => unpackWheel(wheel, folder)), 'pyflink')
    const inside = () => host.port('inside')
    const gateway = await host.port('clients')
    const rest = await inside()
    const ports = {
      gateway,
      rest,
      jobManager: await inside(),
      taskManager: await inside(),
      data: await inside(),
      blob: await inside(),
    }
    for (const name of ['conf', 'tmp']) mkdirSync(join(host.folder, name))
    writeFileSync(join(host.folder, 'conf/config.yaml'), clusterConfig(ports, host.folder))
    writeFileSync(join(host.folder, 'conf/log4j.properties'), LOG4J)

    const java = jvmOf(host, home, [join(home, 'lib/*'), ...connectors])
    const conf = ['--configDir', join(host.folder, 'conf')]
    const master = java('jobmanager', ['-Xmx400m'], `${RUNTIME}.entrypoint.StandaloneSessionClusterEntrypoint`, conf)
    const worker = java(
      'taskmanager',
      ['-Xmx768m', '-XX:MaxDirectMemorySize=256m'],
      `${RUNTIME}.taskexecutor.TaskManagerRunner`,
      conf,
    )
    const sql = java('gateway', ['-Xmx400m'], 'org.apache.flink.table.gateway.SqlGateway', [], [gatewayJar])
    const address = (port: number) => `http://127.0.0.1:${port}`
    await host.ready(master, answersHttp(`${address(rest)}/overview`))
    await host.ready(worker, answersHttp(`${address(rest)}/overview`, '"slots-available":4'))
    await host.ready(sql, answersHttp(`${address(gateway)}/v1/info`))
    return { product: bundleOf('flink').product, endpoints: { gateway: address(gateway), rest: address(rest) } }
  },
}

const jvmOf =
  (host: Host, home: string, classes: readonly string[]) =>
  (
    name: string,
    memory: readonly string[],
    main: string,
    args: readonly string[],
    more: readonly string[] = [],
  ): Child => {
    const logging = `-Dlog4j.configurationFile=file:${join(host.folder, 'conf/log4j.properties')}`
    const env = {
      FLINK_CONF_DIR: join(host.folder, 'conf'),
      FLINK_LIB_DIR: join(home, 'lib'),
      FLINK_OPT_DIR: join(home, 'opt'),
      FLINK_PLUGINS_DIR: join(home, 'plugins'),
    }
    const classPath = [...classes, ...more].join(delimiter)
    return host.spawn(host.java, [...memory, ...JAVA_FLAGS, logging, '-cp', classPath, main, ...args], { name, env })
  }
