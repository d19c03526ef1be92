import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FULL, report } from '../../full.ts'
import { LOG_NAMES } from './logs.ts'
import { type MortalBroker, mortalBroker } from './mortal-broker.ts'
import { type Scene, scene } from './scene.ts'

const RESTARTS = FULL ? 5 : 2

describe.for(FULL ? LOG_NAMES : LOG_NAMES.slice(0, 1))('fraud-enricher on %s', (client) => {
  let broker: MortalBroker
  let on: Scene
  beforeAll(async () => {
    broker = await mortalBroker()
    on = await scene(broker.bootstrap, 'fraud-enricher', client, FULL ? 6_000 : 2_000)
  }, 300_000)
  afterAll(async () => {
    await on?.close()
    await broker?.stop()
  }, 60_000)

  test(`the broker is killed and comes back ${RESTARTS} times: two workers wait, and what is read committed is that of an unbroken run`, async () => {
    const began = Date.now()
    const workers = [0, 1].map(() => on.start('restarts', { commitRecords: 4 }))
    // Who starts while the broker is away is told so, and ends.
    await Promise.all(workers.map((worker) => worker.heard('assigned')))
    let commits = 0
    for (let i = 0; i < RESTARTS; i++) {
      commits = Math.max(...workers.map(({ said }) => said.filter(({ kind }) => kind === 'committed').length))
      await Promise.race(workers.map((worker) => worker.heard('committed', commits + 5)))
      await broker.kill()
      await new Promise((resolve) => setTimeout(resolve, 2_000))
      await broker.start()
    }
    for (const worker of workers) expect(await worker.ended, worker.errors()).toBe(0)
    expect(await on.outputs('restarts')).toEqual(on.golden)
    const told = (kind: string) => workers.flatMap(({ said }) => said.filter((of) => of.kind === kind)).length
    console.log(
      `${client}: ${RESTARTS} restarts of the broker, ${told('waiting')} waits, ${told('restored')} restores, outputs equal, ${Math.round((Date.now() - began) / 1000)} s`,
    )
    report(`live: restarts of the broker (${client})`, RESTARTS)
  }, 600_000)
})
