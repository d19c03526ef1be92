import { cpSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { idOf } from '../jdk.ts'
import { saysInLog } from '../probes.ts'
import type { Host } from '../recipe.ts'

export interface BrokerPorts {
  readonly client: number
  readonly controller: number
  /** The address it listens on for clients, who are told 127.0.0.1. */
  readonly listen: string
}

export interface Broker {
  /** Differs between brokers that format their storage differently. */
  readonly kind: string
  /** Settings beyond those of every broker. */
  readonly settings: (ports: BrokerPorts) => readonly string[]
  /** Arguments of the storage tool beyond those of every broker. */
  readonly format: readonly string[]
}

export const CLUSTER = 'ZHEtc3RhY2sta2Fma2EtMQ'

/** One node that is broker and controller, with one replica of everything. Topics are made on purpose only. */
export const brokerProperties = (
  data: string,
  ports: BrokerPorts,
  settings: Broker['settings'],
): string => `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${ports.controller}
controller.listener.names=CONTROLLER
log.dirs=${data}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
num.network.threads=1
num.io.threads=2
background.threads=2
log.cleaner.dedupe.buffer.size=2097152
${settings(ports).join('\n')}
`

const LOG4J = `rootLogger.level = INFO
rootLogger.appenderRef.out.ref = out
appender.out.name = out
appender.out.type = Console
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1} %m%n
`

/** Starts a broker; gives the port for clients. */
export async function startBroker(host: Host, { kind, settings, format }: Broker): Promise<number> {
  const ports = { client: await host.port('clients'), controller: await host.port('inside'), listen: '127.0.0.1' }
  const [data, properties, log4j] = ['data', 'kafka.properties', 'log4j2.properties'].map((name) =>
    join(host.folder, name),
  )
  const classes = host.files('kafka').join(delimiter)
  writeFileSync(properties!, brokerProperties(data!, ports, settings))
  writeFileSync(log4j!, LOG4J)

  // Formatting takes a JVM of its own, and its result is the same each time.
  const formatted = await host.once(`${kind}-storage-${idOf('kafka')}`, async (folder) => {
    const from = join(folder, 'format.properties')
    writeFileSync(from, brokerProperties(join(folder, 'data'), ports, settings))
    const tool = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER, '-c', from, ...format]
    await host.run(host.java, ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-cp', classes, ...tool])
  })
  cpSync(join(formatted, 'data'), data!, { recursive: true })

  const logging = `-Dlog4j2.configurationFile=file:${log4j}`
  const server = host.spawn(host.java, [...host.jvm('256m'), logging, '-cp', classes, 'kafka.Kafka', properties!])
  await host.ready(server, saysInLog(server.log, 'Kafka Server started'))
  return ports.client
}
