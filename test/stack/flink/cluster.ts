import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { clusterConfig, JAVA_FLAGS, LOG4J, type Ports } from './config.ts'

export interface Cluster {
  /** Base URLs. */
  readonly gateway: string
  readonly rest: string
  stop(): Promise<void>
}

/** Starts a JobManager, a TaskManager and a SQL Gateway on free loopback ports and waits until they take statements. */
export async function startCluster(jars: string, folder: string): Promise<Cluster> {
  const ports = await freePorts()
  for (const name of ['conf', 'log', 'tmp']) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'conf/config.yaml'), clusterConfig(ports, folder))
  writeFileSync(join(folder, 'conf/log4j.properties'), LOG4J)

  const libraries = `${jars}/lib/*:${jars}/ext/*`
  const conf = ['--configDir', join(folder, 'conf')]
  const processes = [
    java('jobmanager', ['-Xmx400m'], libraries, `${RUNTIME}.entrypoint.StandaloneSessionClusterEntrypoint`, conf),
    java(
      'taskmanager',
      ['-Xmx768m', '-XX:MaxDirectMemorySize=256m'],
      libraries,
      `${RUNTIME}.taskexecutor.TaskManagerRunner`,
      conf,
    ),
    java('gateway', ['-Xmx400m'], `${libraries}:${jars}/gateway/*`, 'org.apache.flink.table.gateway.SqlGateway', []),
  ]
  const cluster: Cluster = {
    gateway: `http://127.0.0.1:${ports.gateway}`,
    rest: `http://127.0.0.1:${ports.rest}`,
    stop: async () => {
      await Promise.all(processes.map(stopped))
    },
  }
  process.once('exit', () => {
    for (const child of processes) child.kill('SIGKILL')
  })
  try {
    await ready(cluster, processes)
  } catch (error) {
    await cluster.stop()
    throw error
  }
  return cluster

  function java(name: string, heap: readonly string[], classes: string, main: string, args: readonly string[]) {
    const out = openSync(join(folder, `log/${name}.out`), 'w')
    const log = [
      `-Dlog.file=${folder}/log/${name}.log`,
      `-Dlog4j.configurationFile=file:${folder}/conf/log4j.properties`,
    ]
    const child = spawn('java', [...heap, ...JAVA_FLAGS, ...log, '-cp', classes, main, ...args], {
      stdio: ['ignore', out, out],
      env: {
        ...process.env,
        FLINK_CONF_DIR: join(folder, 'conf'),
        FLINK_LIB_DIR: `${jars}/lib`,
        FLINK_OPT_DIR: `${jars}/opt`,
        FLINK_PLUGINS_DIR: `${jars}/plugins`,
      },
    })
    child.once('exit', (code) => {
      // 143: told to stop.
      if (code !== 0 && code !== 143)
        console.error(`${name} ended with ${code}: ${readFileSync(join(folder, `log/${name}.out`), 'utf8')}`)
    })
    return child
  }
}

const RUNTIME = 'org.apache.flink.runtime'

async function ready({ rest, gateway }: Cluster, processes: readonly ChildProcess[]): Promise<void> {
  const deadline = Date.now() + 180_000
  while (Date.now() < deadline) {
    if (processes.some((child) => child.exitCode !== null)) throw new Error('a Flink process ended while starting')
    const [overview, info] = await Promise.all([bodyOf(`${rest}/overview`), bodyOf(`${gateway}/v1/info`)])
    if (overview.includes('"slots-available":4') && info.includes('Flink')) return
    await sleep(200)
  }
  throw new Error('Flink did not start within 3 minutes')
}

/** Empty while nobody answers. */
const bodyOf = (url: string): Promise<string> =>
  fetch(url).then(
    (response) => response.text(),
    () => '',
  )

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(late)
}

/** Below the range that the system gives to outgoing connections: one of those could take the port before Flink does. */
async function freePorts(): Promise<Ports> {
  const found: number[] = []
  for (let port = 20_000 + (process.pid % 1000) * 10; found.length < 6; port += 1)
    if (await isFree(port)) found.push(port)
  const [rest, jobManager, taskManager, data, blob, gateway] = found
  return {
    rest: rest!,
    jobManager: jobManager!,
    taskManager: taskManager!,
    data: data!,
    blob: blob!,
    gateway: gateway!,
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
