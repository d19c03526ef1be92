import { GenericContainer, Wait } from 'testcontainers'
import type { ContainerRecipe } from './index.ts'

export const cassandra: ContainerRecipe = {
  image: 'cassandra:5.0',
  product: 'Apache Cassandra',
  container: async (image) =>
    new GenericContainer(image)
      .withEnvironment({ MAX_HEAP_SIZE: '512M', HEAP_NEWSIZE: '128M', JVM_EXTRA_OPTS: '-Dcassandra.ring_delay_ms=100' })
      .withExposedPorts(9042)
      .withWaitStrategy(Wait.forLogMessage('Starting listening for CQL clients')),
  endpoints: (container) => ({
    address: `${container.getHost()}:${container.getMappedPort(9042)}`,
    datacenter: 'datacenter1',
  }),
}
