import { expect, test } from 'vitest'
import { chooseProvider } from './provider.ts'

const podman = async () => 'Podman Engine 4.3.1'
const nobody = async () => undefined

// biome-ignore format: one row a case
const cases: [wanted: string, engine: typeof podman | typeof nobody, provider: string, why: string][] = [
  ['auto',       podman, 'containers', 'DQ_STACK=auto: servers are containers of Podman Engine 4.3.1'],
  ['auto',       nobody, 'processes',  'DQ_STACK=auto: no container engine answers, so servers are processes of this machine'],
  ['containers', podman, 'containers', 'DQ_STACK=containers: servers are containers of Podman Engine 4.3.1'],
  ['processes',  podman, 'processes',  'DQ_STACK=processes: servers are processes of this machine'],
]

test.for(cases)('%s', async ([wanted, engine, provider, why]) => {
  expect(await chooseProvider(wanted, engine)).toEqual({ provider, why })
})

test('containers without an engine, and a word that is none, fail with what to do', async () => {
  await expect(chooseProvider('containers', nobody)).rejects.toThrow('start Docker or set DOCKER_HOST')
  await expect(chooseProvider('proceses', nobody)).rejects.toThrow(
    'DQ_STACK=proceses: use auto, containers or processes',
  )
})
