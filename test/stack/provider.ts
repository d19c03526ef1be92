import { spawnSync } from 'node:child_process'

export type Provider = 'containers' | 'processes'

export interface Choice {
  readonly provider: Provider
  /** As printed at the start of a run. */
  readonly why: string
}

/** Which provider serves this run: `DQ_STACK=auto|containers|processes`; auto takes containers when an engine answers. */
export function chooseProvider(
  wanted = process.env.DQ_STACK || 'auto',
  engine: () => string | undefined = engineVersion,
): Choice {
  if (wanted === 'processes')
    return { provider: wanted, why: 'DQ_STACK=processes: servers are processes of this machine' }
  if (wanted !== 'auto' && wanted !== 'containers') {
    throw new Error(`DQ_STACK=${wanted}: use auto, containers or processes`)
  }
  const version = engine()
  if (version !== undefined)
    return { provider: 'containers', why: `DQ_STACK=${wanted}: servers are containers, engine ${version}` }
  if (wanted === 'auto') {
    return {
      provider: 'processes',
      why: 'DQ_STACK=auto: no container engine answers, so servers are processes of this machine',
    }
  }
  throw new Error(
    'DQ_STACK=containers, but no container engine answers: start Docker or set DOCKER_HOST, or leave DQ_STACK out',
  )
}

/** What `docker` says of the engine behind DOCKER_HOST or its default socket; undefined when nobody answers. */
function engineVersion(): string | undefined {
  const { stdout, status } = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], {
    encoding: 'utf8',
    timeout: 10_000,
  })
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined
}
