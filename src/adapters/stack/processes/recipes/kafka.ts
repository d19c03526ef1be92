import { bundleOf } from '../downloads/lock.ts'
import type { ServerRecipe } from '../recipe.ts'
import { startBroker } from './kafka-broker.ts'

export const kafka: ServerRecipe = {
  name: 'kafka',
  product: 'Apache Kafka',
  bundles: ['jdk', 'kafka'],
  archive: 'kafka',
  async start(host) {
    const settings = ({ client, controller }: { readonly client: number; readonly controller: number }) => [
      `listeners=PLAINTEXT://127.0.0.1:${client},CONTROLLER://127.0.0.1:${controller}`,
      `advertised.listeners=PLAINTEXT://127.0.0.1:${client}`,
      'listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      'inter.broker.listener.name=PLAINTEXT',
    ]
    const port = await startBroker(host, { kind: 'kafka', settings, format: [] })
    return { product: `${bundleOf('kafka').product} (KRaft)`, endpoints: { bootstrap: `127.0.0.1:${port}` } }
  },
}
