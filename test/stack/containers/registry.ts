import { GenericContainer, Network, type StartedNetwork, type StartedTestContainer, Wait } from 'testcontainers'
import { brokerProperties, CLUSTER } from '../../../src/adapters/stack/processes/recipes/kafka-broker.ts'
import type { ContainerRecipe } from './index.ts'
import { brokerContainer } from './kafka-container.ts'

let [network, broker]: [StartedNetwork | undefined, StartedTestContainer | undefined] = [undefined, undefined]

const settings = () => [
  'listeners=PLAINTEXT://0.0.0.0:9092,CONTROLLER://127.0.0.1:29093',
  'advertised.listeners=PLAINTEXT://broker:9092',
  'listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
  'inter.broker.listener.name=PLAINTEXT',
]

/** Confluent's own registry, which keeps its schemas in a Kafka of its own. */
export const registry: ContainerRecipe = {
  image: 'confluentinc/cp-schema-registry:8.0.0',
  product: 'Confluent Schema Registry',
  async container(image) {
    network = await new Network().start()
    const ports = { client: 9092, controller: 29093, listen: '0.0.0.0' }
    const properties = brokerProperties('/tmp/kafka-data', ports, settings)
    broker = await brokerContainer('apache/kafka:4.1.0', 9092, properties, `-t ${CLUSTER}`)
      .withExposedPorts(9092)
      .withNetwork(network)
      .withNetworkAliases('broker')
      .start()
    return new GenericContainer(image)
      .withNetwork(network)
      .withEnvironment({
        SCHEMA_REGISTRY_HOST_NAME: 'registry',
        SCHEMA_REGISTRY_LISTENERS: 'http://0.0.0.0:8081',
        SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS: 'PLAINTEXT://broker:9092',
      })
      .withExposedPorts(8081)
      .withWaitStrategy(Wait.forHttp('/subjects', 8081))
  },
  endpoints: (container) => ({ url: `http://${container.getHost()}:${container.getMappedPort(8081)}` }),
  async stopOthers() {
    await broker?.stop()
    await network?.stop()
  },
}
