import { resolve } from 'node:path'
import type { PinoOptions } from '../../adapters/log/pino.ts'
import type { serveMetrics } from '../../adapters/metrics/http.ts'
import type { Contract } from '../../contracts/model.ts'
import type { SchemaRegistry } from '../../contracts/registry/ports.ts'
import { DqError } from '../../kernel/errors.ts'
import type { ManagedLog, WireFormat } from '../../pipelines/live/ports.ts'
import type { ErasableStore } from '../../pipelines/ports.ts'
import type { Settings } from '../config.ts'
import type { Log } from '../log.ts'
import { secret } from '../secrets.ts'
import { shownPath } from '../shown-path.ts'

type ServeMetrics = typeof serveMetrics

/** The schema registry of the environment; undefined where none is configured. */
export async function schemaRegistry({ root, use }: Settings): Promise<SchemaRegistry | undefined> {
  const { url, ...access } = use.registry
  if (url === undefined) return undefined
  const { openRegistry } = await import('../../adapters/registry/open.ts')
  const path = (text: string) => ({ path: resolve(root, text), shown: shownPath(resolve(root, text)) })
  return openRegistry({ url, ...access }, { path, reveal: (reference) => secret(reference, { root }).reveal() })
}

/** The log of the environment, by the client library that it names. @throws DqError where none is configured. */
export async function eventLog({ root, env, use: { kafka } }: Settings): Promise<ManagedLog> {
  if (kafka.brokers === undefined)
    throw new DqError('nothing says where Kafka is', {
      hint: `set kafka.brokers in environments.${env ?? '<env>'} of dq.yaml`,
    })
  const { tls, sasl, session = 10_000 } = kafka
  const connection = {
    brokers: [kafka.brokers].flat(),
    clientId: 'dq',
    ...(tls === undefined ? {} : { tls }),
    ...(sasl === undefined ? {} : { sasl: { ...sasl, password: secret(sasl.password, { root }).reveal() } }),
  }
  const timeouts = { session, heartbeat: Math.max(300, Math.min(1_000, Math.floor(session / 10))) }
  if (kafka.client === 'kafkajs') {
    const { openKafkajsLog } = await import('../../adapters/event-log/kafkajs.ts')
    return openKafkajsLog(connection, timeouts)
  }
  const { openPlatformaticLog } = await import('../../adapters/event-log/platformatic.ts')
  return openPlatformaticLog(connection, timeouts)
}

/** How records stand on the wire in the environment. */
export async function wire(settings: Settings): Promise<WireFormat> {
  const { wireFormat } = await import('../../adapters/registry/wire-format.ts')
  return wireFormat(await schemaRegistry(settings), settings.env)
}

/** Where live jobs keep the rows of these contracts. */
export async function liveStore({ root, env, use }: Settings, contracts: readonly Contract[]): Promise<ErasableStore> {
  const { openLiveStore } = await import('../../adapters/keyed-store/live.ts')
  return openLiveStore(use, contracts, { env, reveal: (reference) => secret(reference, { root }).reveal() })
}

/** The log of a live job: lines of JSON on standard error. */
export async function jobLog(options: PinoOptions): Promise<Log> {
  return (await import('../../adapters/log/pino.ts')).openPino(options)
}

/** Metrics over HTTP. */
export async function metricsServer(
  options: Parameters<ServeMetrics>[0],
  text: () => string,
): Promise<Awaited<ReturnType<ServeMetrics>>> {
  return (await import('../../adapters/metrics/http.ts')).serveMetrics(options, text)
}
