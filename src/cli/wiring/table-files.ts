import { join } from 'node:path'
import type { TableFiles } from '../../lake/table/ports.ts'
import type { Settings } from '../config.ts'
import { secret } from '../secrets.ts'
import type { ServerSettings } from '../server-settings.ts'

/** Where files of tables lie: this machine's disk, and the object store of the environment. */
export async function openTableFiles({ use, root, stateDir }: Settings): Promise<TableFiles> {
  const { filesByScheme } = await import('../../adapters/table-files/by-scheme.ts')
  const { region, endpoint, pathStyle = endpoint !== undefined, cacheMiB } = use.lake.s3
  return filesByScheme(async () => {
    const { s3Files } = await import('../../adapters/table-files/s3.ts')
    return s3Files({
      endpoint: endpoint ?? `https://s3.${region}.amazonaws.com`,
      region,
      pathStyle,
      keys: () => s3Keys(use.lake.s3, root),
      now: Date.now,
      cache: { folder: join(stateDir, 'lake', 'cache'), bytes: cacheMiB * 1_048_576 },
    })
  })
}

const OF_ENVIRONMENT = {
  accessKey: 'AWS_ACCESS_KEY_ID',
  secretKey: 'AWS_SECRET_ACCESS_KEY',
  token: 'AWS_SESSION_TOKEN',
}

function s3Keys({ accessKey, secretKey, sessionToken }: ServerSettings['lake']['s3'], root: string) {
  const reveal = (reference: string | undefined, name: string): string =>
    secret(reference ?? `\${env:${name}}`, { root }).reveal()
  // A token of the process belongs to the keys of the process.
  const hasToken = sessionToken !== undefined || (accessKey === undefined && !!process.env[OF_ENVIRONMENT.token])
  return {
    accessKey: reveal(accessKey, OF_ENVIRONMENT.accessKey),
    secretKey: reveal(secretKey, OF_ENVIRONMENT.secretKey),
    ...(hasToken && { sessionToken: reveal(sessionToken, OF_ENVIRONMENT.token) }),
  }
}
