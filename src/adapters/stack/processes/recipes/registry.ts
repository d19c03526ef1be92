import { join } from 'node:path'
import { bundleOf } from '../downloads/lock.ts'
import { idOf } from '../jdk.ts'
import { answersHttp } from '../probes.ts'
import type { ServerRecipe } from '../recipe.ts'

/** Apicurio's Confluent-compatible API, which keeps everything in memory. */
export const registry: ServerRecipe = {
  name: 'registry',
  product: 'Apicurio Registry, Confluent API',
  bundles: ['jdk', 'registry'],
  archive: 'registry',
  async start(host) {
    const [archive = ''] = host.files('registry')
    const home = await host.once(`registry-${idOf('registry')}`, async (folder) => {
      await host.run('tar', ['-xzf', archive, '-C', folder])
    })
    const [port, management] = [await host.port('clients'), await host.port('inside')]
    const env = {
      QUARKUS_HTTP_HOST: '127.0.0.1',
      QUARKUS_HTTP_PORT: `${port}`,
      QUARKUS_MANAGEMENT_HOST: '127.0.0.1',
      QUARKUS_MANAGEMENT_PORT: `${management}`,
      QUARKUS_HTTP_ACCESS_LOG_ENABLED: 'false',
      APICURIO_REST_DELETION_ARTIFACT_ENABLED: 'true',
      APICURIO_REST_DELETION_GROUP_ENABLED: 'true',
      APICURIO_REST_DELETION_ARTIFACT_VERSION_ENABLED: 'true',
      APICURIO_DATASOURCE_JDBC_INITIAL_SIZE: '2',
      APICURIO_DATASOURCE_JDBC_MIN_SIZE: '2',
      APICURIO_DATASOURCE_JDBC_MAX_SIZE: '10',
    }
    const server = host.spawn(host.java, [...host.jvm('256m'), '-jar', join(home, 'quarkus-run.jar')], { env })
    const url = `http://127.0.0.1:${port}/apis/ccompat/v7`
    await host.ready(server, answersHttp(`${url}/subjects`))
    return { product: `${bundleOf('registry').product} (Confluent API)`, endpoints: { url } }
  },
}
