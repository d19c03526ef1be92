export interface Ports {
  readonly rest: number
  readonly jobManager: number
  readonly taskManager: number
  readonly data: number
  readonly blob: number
  readonly gateway: number
}

/** Flink's config.yaml of a small cluster on this machine: about 1.5 GB in three processes. */
export const clusterConfig = (ports: Ports, folder: string): string => `
rest: { address: 127.0.0.1, bind-address: 127.0.0.1, port: ${ports.rest}, bind-port: "${ports.rest}" }
jobmanager:
  rpc: { address: 127.0.0.1, port: ${ports.jobManager} }
  bind-host: 127.0.0.1
  memory: { heap.size: 400m, off-heap.size: 128m, jvm-metaspace.size: 256m, jvm-overhead.min: 64m, jvm-overhead.max: 64m }
taskmanager:
  host: 127.0.0.1
  bind-host: 127.0.0.1
  rpc.port: "${ports.taskManager}"
  data.port: "${ports.data}"
  numberOfTaskSlots: 4
  cpu.cores: 2.0
  # A batch plan with many exchanges wants 512 buffers for each by default: more than a small cluster has.
  network.sort-shuffle.min-buffers: 32
  memory: { framework.heap.size: 128m, framework.off-heap.size: 128m, task.heap.size: 640m, task.off-heap.size: 0m,
            network.min: 64m, network.max: 64m, managed.size: 192m, jvm-metaspace.size: 256m,
            jvm-overhead.min: 64m, jvm-overhead.max: 64m }
blob.server.port: "${ports.blob}"
io.tmp.dirs: ${folder}/tmp
restart-strategy.type: none
# A busy machine takes longer than 10 s to begin all tasks of a job.
pekko.ask.timeout: 120 s
parallelism.default: 1
sql-gateway.endpoint.rest: { address: 127.0.0.1, bind-address: 127.0.0.1, port: ${ports.gateway}, bind-port: "${ports.gateway}" }
`

export const LOG4J = `rootLogger.level = INFO
rootLogger.appenderRef.out.ref = out
appender.out.name = out
appender.out.type = Console
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d{HH:mm:ss} %p %c{1} %m%n
`

const OPEN = 'lang net io nio lang.reflect text time util util.concurrent util.concurrent.atomic util.concurrent.locks'

/** What Flink's own start scripts pass to Java, but for the compiler's modules, which the downloaded JDK does not have. */
export const JAVA_FLAGS: readonly string[] = [
  ...OPEN.split(' ').map((name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`),
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
  '--add-exports=java.base/sun.net.util=ALL-UNNAMED',
  '--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED',
  '--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED',
]
