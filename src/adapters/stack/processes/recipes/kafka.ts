import { bundleOf } from '../downloads/lock.ts'
import type { ServerRecipe } from '../recipe.ts'
import { type Broker, startBroker } from './kafka-broker.ts'

export const plainSettings: Broker['settings'] = ({ client, controller, listen }) => [
  `listeners=PLAINTEXT://${listen}:${client},CONTROLLER://127.0.0.1:${controller}`,
  `advertised.listeners=PLAINTEXT://127.0.0.1:${client}`,
  'listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
  'inter.broker.listener.name=PLAINTEXT',
]

export const kafka: ServerRecipe = {
  name: 'kafka',
  product: 'Apache Kafka',
  bundles: ['jdk', 'kafka'],
  archive: 'kafka',
  async start(host) {
    const port = await startBroker(host, { kind: 'kafka', settings: plainSettings, format: [] })
    return { product: `${bundleOf('kafka').product} (KRaft)`, endpoints: { bootstrap: `127.0.0.1:${port}` } }
  },
}
