export interface Ports {
  readonly clients: number
  readonly storage: number
  readonly secureStorage: number
}

/** A cassandra.yaml of one small node on loopback, with change data capture on; its data lies in `folder`. */
export const cassandraYaml = (ports: Ports, folder: string): string => `cluster_name: dq
num_tokens: 1
partitioner: org.apache.cassandra.dht.Murmur3Partitioner
endpoint_snitch: SimpleSnitch
listen_address: 127.0.0.1
rpc_address: 127.0.0.1
storage_port: ${ports.storage}
ssl_storage_port: ${ports.secureStorage}
native_transport_port: ${ports.clients}
seed_provider:
  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
    parameters: [{ seeds: "127.0.0.1:${ports.storage}" }]
data_file_directories: [${folder}/data]
commitlog_directory: ${folder}/commitlog
saved_caches_directory: ${folder}/saved_caches
hints_directory: ${folder}/hints
cdc_enabled: true
cdc_raw_directory: ${folder}/cdc_raw
commitlog_sync: periodic
commitlog_sync_period: 500ms
commitlog_segment_size: 4MiB
commitlog_total_space: 64MiB
concurrent_reads: 4
concurrent_writes: 4
concurrent_counter_writes: 2
concurrent_materialized_view_writes: 2
concurrent_compactors: 1
memtable_heap_space: 32MiB
memtable_offheap_space: 32MiB
memtable_flush_writers: 1
networking_cache_size: 16MiB
file_cache_size: 16MiB
key_cache_size: 1MiB
counter_cache_size: 0MiB
hinted_handoff_enabled: false
`

/** No commas in the date: this logback takes what follows one as the name of a time zone. */
export const LOGBACK = `<configuration>
  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%date %level %logger{0} %msg%n</pattern></encoder>
  </appender>
  <root level="INFO"><appender-ref ref="out"/></root>
</configuration>
`

const ALL = 'ALL-UNNAMED'
const opens = (module: string, packages: string) =>
  packages.split(' ').map((name) => `--add-opens=${module}/${name}=${ALL}`)
const exported = (module: string, packages: string) =>
  packages.split(' ').map((name) => `--add-exports=${module}/${name}=${ALL}`)

/** What Cassandra's jvm17-server.options pass to Java, and for Java 21 its security manager. */
export const CASSANDRA_FLAGS: readonly string[] = [
  '-Xss256k',
  '-Djava.security.manager=allow',
  '-Djdk.attach.allowAttachSelf=true',
  ...exported('java.base', 'jdk.internal.misc java.lang.ref java.lang.reflect'),
  ...exported('java.management.rmi', 'com.sun.jmx.remote.internal.rmi'),
  ...exported('java.rmi', 'sun.rmi.registry sun.rmi.server'),
  ...exported('java.sql', 'java.sql'),
  ...exported('jdk.unsupported', 'sun.misc'),
  ...opens('java.base', 'java.lang.module jdk.internal.loader jdk.internal.ref jdk.internal.reflect jdk.internal.math'),
  ...opens(
    'java.base',
    'jdk.internal.module java.io java.lang java.lang.reflect java.net java.nio java.util sun.nio.ch',
  ),
  ...opens('java.base', 'java.util.concurrent java.util.concurrent.atomic'),
  ...opens('jdk.management', 'com.sun.management.internal'),
  ...opens('java.rmi', 'sun.rmi.transport.tcp'),
]
