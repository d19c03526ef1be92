import { GenericContainer, Wait } from 'testcontainers'
import type { ContainerRecipe } from './index.ts'

export const postgres: ContainerRecipe = {
  image: 'postgres:17',
  product: 'PostgreSQL',
  container: async (image) =>
    new GenericContainer(image)
      .withEnvironment({ POSTGRES_USER: 'dq', POSTGRES_DB: 'postgres', POSTGRES_HOST_AUTH_METHOD: 'trust' })
      .withCommand(['postgres', '-c', 'wal_level=logical', '-c', 'fsync=off'])
      .withExposedPorts(5432)
      // It starts twice: once to make the database.
      .withWaitStrategy(Wait.forLogMessage('database system is ready to accept connections', 2)),
  endpoints: (container) => ({
    url: `postgresql://dq@${container.getHost()}:${container.getMappedPort(5432)}/postgres`,
  }),
}
