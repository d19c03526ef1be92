import { bundleOf } from '../downloads/lock.ts'
import { answersHttp } from '../probes.ts'
import type { ServerRecipe } from '../recipe.ts'

/** Nessie with its history in memory. */
export const nessie: ServerRecipe = {
  name: 'nessie',
  product: 'Nessie',
  bundles: ['jdk', 'nessie'],
  archive: 'nessie',
  async start(host) {
    const [jar = ''] = host.files('nessie')
    const [port, management] = [await host.port('clients'), await host.port('inside')]
    const settings = [
      'quarkus.http.host=127.0.0.1',
      `quarkus.http.port=${port}`,
      'quarkus.management.host=127.0.0.1',
      `quarkus.management.port=${management}`,
      'nessie.version.store.type=IN_MEMORY',
      'nessie.server.authentication.enabled=false',
      'quarkus.oidc.tenant-enabled=false',
      'quarkus.otel.sdk.disabled=true',
      'quarkus.http.access-log.enabled=false',
    ]
    const server = host.spawn(host.java, [...host.jvm('384m'), ...settings.map((text) => `-D${text}`), '-jar', jar])
    const url = `http://127.0.0.1:${port}/api/v2`
    await host.ready(server, answersHttp(`${url}/config`))
    return { product: bundleOf('nessie').product, endpoints: { url } }
  },
}
