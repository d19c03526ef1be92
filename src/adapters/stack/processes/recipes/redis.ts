import { answersTcp } from '../probes.ts'
import type { ServerRecipe } from '../recipe.ts'

export const redis: ServerRecipe = {
  name: 'redis',
  product: 'Redis',
  bundles: [],
  async start(host) {
    const program = host.program(['redis-server'], 'apt-get install redis-server, or brew install redis')
    const version = /v=([\d.]+)/.exec(await host.run(program, ['--version']))?.[1] ?? ''
    const port = await host.port('clients')
    const server = host.spawn(program, ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'])
    await host.ready(server, answersTcp(port, 'PING\r\n', '+PONG'))
    return { product: `Redis ${version}`, endpoints: { url: `redis://127.0.0.1:${port}` } }
  },
}
