import { request } from 'node:http'

export type Provider = 'containers' | 'processes'

export interface Choice {
  readonly provider: Provider
  /** As printed at the start of a run. */
  readonly why: string
}

/** Which provider serves this run: `DQ_STACK=auto|containers|processes`; auto takes containers when an engine answers. */
export async function chooseProvider(
  wanted = process.env.DQ_STACK || 'auto',
  engine: () => Promise<string | undefined> = engineName,
): Promise<Choice> {
  if (wanted === 'processes')
    return { provider: wanted, why: 'DQ_STACK=processes: servers are processes of this machine' }
  if (wanted !== 'auto' && wanted !== 'containers') {
    throw new Error(`DQ_STACK=${wanted}: use auto, containers or processes`)
  }
  const name = await engine()
  if (name !== undefined)
    return { provider: 'containers', why: `DQ_STACK=${wanted}: servers are containers of ${name}` }
  if (wanted === 'auto') {
    const why = 'DQ_STACK=auto: no container engine answers, so servers are processes of this machine'
    return { provider: 'processes', why }
  }
  throw new Error(
    'DQ_STACK=containers, but no container engine answers: start Docker or set DOCKER_HOST, or leave DQ_STACK out',
  )
}

/** Name and version of the engine behind DOCKER_HOST or Docker's own socket; undefined when nobody answers. */
function engineName(host = process.env.DOCKER_HOST || 'unix:///var/run/docker.sock'): Promise<string | undefined> {
  const at = host.startsWith('unix://')
    ? { socketPath: host.slice('unix://'.length) }
    : { host: new URL(host).hostname, port: new URL(host).port }
  return new Promise((resolve) => {
    const asked = request({ ...at, path: '/version', timeout: 5000 }, async (response) => {
      try {
        const answer = JSON.parse((await response.toArray()).join(''))
        resolve(`${answer.Components?.[0]?.Name ?? 'an engine'} ${answer.Version}`)
      } catch {
        resolve(undefined)
      }
    })
    asked.once('timeout', () => asked.destroy())
    asked.once('error', () => resolve(undefined))
    asked.end()
  })
}
