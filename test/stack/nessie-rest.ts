import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { startChild } from '../../src/adapters/stack/processes/child.ts'
import { fetchFiles } from '../../src/adapters/stack/processes/downloads/cache.ts'
import { type BundleName, bundleOf } from '../../src/adapters/stack/processes/downloads/lock.ts'
import { javaOf } from '../../src/adapters/stack/processes/jdk.ts'
import { freePort } from '../../src/adapters/stack/processes/ports.ts'
import { answersHttp } from '../../src/adapters/stack/processes/probes.ts'
import { loadSettings } from '../../src/cli/config.ts'

export interface ObjectStore {
  readonly url: string
  readonly bucket: string
  readonly accessKey: string
  readonly secretKey: string
}

/** Nessie with its Iceberg REST endpoint, whose tables and views lie on an object store: the recipe's Nessie knows none. */
export async function startNessieRest({ url, bucket, accessKey, secretKey }: ObjectStore) {
  const cache = join(loadSettings({}).cacheDir, 'stack')
  const say = (text: string) => console.error(`nessie: ${text}`)
  const files = new Map<BundleName, readonly string[]>()
  for (const bundle of ['jdk', 'nessie'] as const)
    files.set(bundle, await fetchFiles(cache, bundleOf(bundle).files, say))
  const java = await javaOf(cache, files, say)
  const [port, management] = [await freePort(), await freePort()]
  const s3 = 'nessie.catalog.service.s3.default-options'
  const settings = {
    'quarkus.http.host': '127.0.0.1',
    'quarkus.http.port': port,
    'quarkus.management.host': '127.0.0.1',
    'quarkus.management.port': management,
    'nessie.version.store.type': 'IN_MEMORY',
    'nessie.server.authentication.enabled': false,
    'quarkus.oidc.tenant-enabled': false,
    'quarkus.otel.sdk.disabled': true,
    'quarkus.http.access-log.enabled': false,
    'nessie.catalog.default-warehouse': 'lake',
    'nessie.catalog.warehouses.lake.location': `s3://${bucket}/wh`,
    [`${s3}.endpoint`]: url,
    [`${s3}.region`]: 'us-east-1',
    [`${s3}.path-style-access`]: true,
    [`${s3}.request-signing-enabled`]: false,
    [`${s3}.access-key`]: 'urn:nessie-secret:quarkus:my-secrets.store',
    'my-secrets.store.name': accessKey,
    'my-secrets.store.secret': secretKey,
  }
  const folder = mkdtempSync(join(tmpdir(), 'dq-nessie-rest-'))
  const [jar = ''] = files.get('nessie') ?? []
  const flags = ['-Xms64m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
  const child = startChild({
    name: 'nessie-rest',
    command: java ?? 'java',
    args: [...flags, ...Object.entries(settings).map(([name, value]) => `-D${name}=${value}`), '-jar', jar],
    env: {},
    folder,
    log: join(folder, 'nessie.log'),
    signal: 'TERM',
    grace: 15,
  })
  const api = `http://127.0.0.1:${port}/api/v2`
  const isReady = answersHttp(`${api}/config`)
  while (!(await isReady())) {
    if (child.ended() !== undefined) throw new Error(`Nessie ended: ${readFileSync(child.log, 'utf8').slice(-2000)}`)
    await setTimeout(200)
  }
  return {
    url: api,
    async stop() {
      await child.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
