import { GenericContainer, Wait } from 'testcontainers'
import type { ContainerRecipe } from './index.ts'

export const nessie: ContainerRecipe = {
  image: 'projectnessie/nessie:0.99.0',
  product: 'Nessie',
  container: async (image) =>
    new GenericContainer(image)
      .withEnvironment({ NESSIE_VERSION_STORE_TYPE: 'IN_MEMORY' })
      .withExposedPorts(19120)
      .withWaitStrategy(Wait.forHttp('/api/v2/config', 19120)),
  endpoints: (container) => ({ url: `http://${container.getHost()}:${container.getMappedPort(19120)}/api/v2` }),
}
