import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FULL, report } from '../../full.ts'
import { JOBS } from '../../kill/lines.ts'
import { useServer } from '../server.ts'
import { LOG_NAMES } from './logs.ts'
import { type Scene, scene } from './scene.ts'
import type { Worker } from './workers.ts'

const server = useServer('kafka')
const EVENTS = FULL ? 6_000 : 3_000
const KILLS = FULL ? 15 : 5

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const commits = ({ said }: Worker): number => said.filter(({ kind }) => kind === 'committed').length

/** Each job and each client once; in a full run each job on each client. */
const ON = JOBS.flatMap((name, i) => LOG_NAMES.filter((_, k) => FULL || k === i).map((client) => ({ name, client })))

for (const { name, client } of ON) {
  describe(`${name} on ${client}`, () => {
    let on: Scene
    beforeAll(async () => {
      on = await scene(server.endpoint('bootstrap'), name, client, EVENTS)
    }, 120_000)
    afterAll(() => on?.close())

    test(`a worker killed ${KILLS} times at random: what is read committed is that of an unbroken run`, async () => {
      const began = Date.now()
      let killed = 0
      let done = 0
      for (; killed < KILLS; ) {
        const worker = on.start('killed')
        // Somewhere in the transactions that follow the first.
        await worker.heard('committed', 1 + Math.floor(Math.random() * 8))
        await pause(Math.random() * 20)
        worker.child.kill('SIGKILL')
        if ((await worker.ended) !== null) throw new Error(`it was not killed: ${worker.errors()}`)
        done += commits(worker)
        killed++
      }
      const last = on.start('killed')
      expect(await last.ended, last.errors()).toBe(0)
      expect(await on.outputs('killed')).toEqual(on.golden)
      await on.clear()
      console.log(
        `${client}, ${name}: ${killed} kills after ${done} commits, ${on.events} records, outputs equal, ${Math.round((Date.now() - began) / 1000)} s`,
      )
      report(`live: workers killed (${client}, ${name})`, killed)
      report(`live: records that nobody can read, each in the dead letters once (${client}, ${name})`, on.poison)
    }, 600_000)

    test('three workers come, are killed, are stopped and fall asleep: what is read committed is that of one', async () => {
      const began = Date.now()
      const all: Worker[] = []
      const start = (): Worker => {
        // Small transactions, so that there is work for all of it.
        const worker = on.start('shared', { commitRecords: 4 })
        all.push(worker)
        return worker
      }
      const [first, second, third] = [start(), start(), start()]
      await Promise.all([first, second, third].map((worker) => worker.heard('committed', 2)))
      first.child.kill('SIGKILL')
      const fourth = start()
      await fourth.heard('assigned')
      second.child.kill('SIGTERM')
      await second.ended
      // It wakes when others have its partitions, and still believes that they are its own.
      third.child.kill('SIGSTOP')
      await pause(8_000)
      third.child.kill('SIGCONT')
      await Promise.all(all.map(({ ended }) => ended))
      const last = start()
      expect(await last.ended, last.errors()).toBe(0)
      for (const [i, worker] of [second, third, fourth].entries())
        expect(await worker.ended, `${i} ${worker.child.signalCode} ${worker.errors()}`).toBe(0)
      expect(await on.outputs('shared')).toEqual(on.golden)
      await on.clear()
      const told = (kind: string) => all.flatMap(({ said }) => said.filter((of) => of.kind === kind)).length
      console.log(
        `${client}, ${name}: ${all.length} workers, ${told('rebalancing')} rebalances seen, ${told('restored')} restores, ${told('restarted')} fenced, outputs equal, ${Math.round((Date.now() - began) / 1000)} s`,
      )
      report(`live: rebalances seen (${client}, ${name})`, told('rebalancing'))
    }, 600_000)
  })
}
