import { GenericContainer, Wait } from 'testcontainers'
import type { ContainerRecipe } from './index.ts'

const BUCKET = 'lake'

/** MinIO; a folder in its data is a bucket. It checks signatures. */
export const s3: ContainerRecipe = {
  image: 'minio/minio:RELEASE.2025-09-07T16-13-09Z',
  product: 'MinIO',
  container: async (image) =>
    new GenericContainer(image)
      .withEnvironment({ MINIO_ROOT_USER: 'development', MINIO_ROOT_PASSWORD: 'development' })
      .withEntrypoint(['sh', '-c', `mkdir -p /data/${BUCKET} && minio server /data`])
      .withExposedPorts(9000)
      .withWaitStrategy(Wait.forHttp('/minio/health/ready', 9000)),
  endpoints: (container) => ({
    url: `http://${container.getHost()}:${container.getMappedPort(9000)}`,
    bucket: BUCKET,
    accessKey: 'development',
    secretKey: 'development',
  }),
}
