import { freePort } from '../../../src/adapters/stack/processes/ports.ts'
import { plainSettings } from '../../../src/adapters/stack/processes/recipes/kafka.ts'
import { brokerProperties, CLUSTER } from '../../../src/adapters/stack/processes/recipes/kafka-broker.ts'
import type { ContainerRecipe } from './index.ts'
import { brokerContainer } from './kafka-container.ts'

export const kafka: ContainerRecipe = {
  image: 'apache/kafka:4.1.0',
  product: 'Apache Kafka (KRaft)',
  // Clients are told the address to come back to, so the port outside must be known before the start.
  async container(image) {
    const client = await freePort()
    const ports = { client, controller: 29093, listen: '0.0.0.0' }
    return brokerContainer(image, client, brokerProperties('/tmp/kafka-data', ports, plainSettings), `-t ${CLUSTER}`)
  },
  endpoints: (container) => ({ bootstrap: `127.0.0.1:${container.getFirstMappedPort()}` }),
}
