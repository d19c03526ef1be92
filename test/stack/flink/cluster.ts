import { start } from '../server.ts'

export interface Cluster {
  /** Base URLs. */
  readonly gateway: string
  readonly rest: string
  stop(): Promise<void>
}

/** Flink with a SQL Gateway, which takes statements when this resolves. */
export async function startFlink(): Promise<Cluster> {
  const { product, endpoints, seconds, stop } = await start('flink')
  console.error(`${product}, started in ${seconds.toFixed(1)} s`)
  return { gateway: endpoints.gateway!, rest: endpoints.rest!, stop: () => stop({ keep: false }) }
}
