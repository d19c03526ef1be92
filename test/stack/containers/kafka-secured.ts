import { freePort } from '../../../src/adapters/stack/processes/ports.ts'
import { brokerProperties, CLUSTER } from '../../../src/adapters/stack/processes/recipes/kafka-broker.ts'
import {
  securedEndpoints,
  securedFormat,
  securedSettings,
} from '../../../src/adapters/stack/processes/recipes/kafka-secured.ts'
import type { ContainerRecipe } from './index.ts'
import { brokerContainer } from './kafka-container.ts'

export const kafkaSecured: ContainerRecipe = {
  image: 'apache/kafka:4.1.0',
  product: 'Apache Kafka (KRaft, SASL/SCRAM, StandardAuthorizer)',
  async container(image) {
    const client = await freePort()
    const ports = { client, controller: 29093, listen: '0.0.0.0' }
    const format = [`-t ${CLUSTER}`, ...securedFormat.map((word) => `'${word}'`)].join(' ')
    return brokerContainer(image, client, brokerProperties('/tmp/kafka-data', ports, securedSettings), format)
  },
  endpoints: (container) => securedEndpoints(container.getFirstMappedPort()),
}
