import { GenericContainer, Wait } from 'testcontainers'
import type { ContainerRecipe } from './index.ts'

export const redis: ContainerRecipe = {
  image: 'redis:7.4',
  product: 'Redis',
  container: async (image) =>
    new GenericContainer(image)
      .withExposedPorts(6379)
      .withWaitStrategy(Wait.forLogMessage('Ready to accept connections')),
  endpoints: (container) => ({ url: `redis://${container.getHost()}:${container.getMappedPort(6379)}` }),
}
