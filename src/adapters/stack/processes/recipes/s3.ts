import { join } from 'node:path'
import { answersHttp } from '../probes.ts'
import type { ServerRecipe } from '../recipe.ts'

const VERSION = '5.2.5'
const BUCKET = 'lake'

/** Moto: S3's API in memory, with an empty bucket; needs nothing but Python. It checks no signature: `s3-strict` does. */
export const s3: ServerRecipe = {
  name: 's3',
  product: 'Moto (S3)',
  bundles: [],
  async start(host) {
    const python = host.program(['python3'], 'apt-get install python3-venv')
    // Its environment is made under another name than it is used by: programs in it would not find themselves, Python does.
    const venv = await host.once(`moto-${VERSION}`, async (folder) => {
      await host.run(python, ['-m', 'venv', folder])
      const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `moto[server]==${VERSION}`]
      await host.run(join(folder, 'bin', 'python'), pip)
    })
    const port = await host.port('clients')
    const url = `http://127.0.0.1:${port}`
    const args = ['-m', 'moto.server', '-H', '127.0.0.1', '-p', `${port}`]
    const server = host.spawn(join(venv, 'bin', 'python'), args)
    await host.ready(server, answersHttp(`${url}/moto-api/`))
    await fetch(`${url}/${BUCKET}`, { method: 'PUT' })
    return {
      product: `Moto ${VERSION}`,
      endpoints: { url, bucket: BUCKET, accessKey: 'development', secretKey: 'development' },
    }
  },
}
