import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openAlertOutbox } from '../../../src/adapters/alert-outbox/sqlite.ts'
import type { Alert } from '../../../src/quality/alerts/alert.ts'

const work = mkdtempSync(join(tmpdir(), 'dq-outbox-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))
let folders = 0
const folder = () => join(work, `o${folders++}`)

const alert = (table: string): Alert => ({
  kind: 'problems',
  at: 0,
  table,
  suite: table,
  environment: null,
  problems: [],
  expectations: 1,
})
const post = (table: string) => ({ memory: { key: 1 }, alert: alert(table) })

test('what was posted waits, also when the process ends before it is sent; the oldest first', async () => {
  const where = folder()
  const first = openAlertOutbox(where)
  await first.post('finance', 'a', () => post('a'))
  await first.post('finance', 'b', () => post('b'))
  await first.close()
  const again = openAlertOutbox(where)
  expect(
    (await again.claim(1000, 100)).map(({ alert, channel, failures }) => [alert.table, channel, failures]),
  ).toEqual([
    ['a', 'finance', 0],
    ['b', 'finance', 0],
  ])
  await again.close()
})

test('what one takes nobody else gets, until its time is over', async () => {
  const outbox = openAlertOutbox(folder())
  await outbox.post('finance', 'a', () => post('a'))
  expect((await outbox.claim(1000, 100)).length).toBe(1)
  expect((await outbox.claim(1050, 100)).length).toBe(0)
  const [late] = await outbox.claim(1101, 100)
  await outbox.delivered(late!.id)
  expect((await outbox.claim(9000, 100)).length).toBe(0)
  await outbox.close()
})

test('what failed is put back, and tried when it may be', async () => {
  const outbox = openAlertOutbox(folder())
  await outbox.post('finance', 'a', () => post('a'))
  const [one] = await outbox.claim(1000, 100)
  await outbox.putBack(one!.id, { reason: 'HTTP 429', notBefore: 5000 })
  expect((await outbox.claim(4999, 100)).length).toBe(0)
  expect((await outbox.claim(5000, 100))[0]?.failures).toBe(1)
  await outbox.close()
})

test('a decision sees what was decided before, and a decision that fails changes nothing', async () => {
  const outbox = openAlertOutbox(folder())
  await outbox.post('finance', 'a', (memory) => ({ memory: { ...memory, x: 1 } }))
  await expect(
    outbox.post('finance', 'a', () => {
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  let seen = {}
  await outbox.post('finance', 'a', (memory) => {
    seen = memory
    return { memory }
  })
  expect(seen).toEqual({ x: 1 })
  await outbox.post('other', 'a', (memory) => {
    seen = memory
    return { memory }
  })
  expect(seen).toEqual({})
  await outbox.close()
})

test('four processes at once send each alert once', async () => {
  const where = folder()
  const outbox = openAlertOutbox(where)
  for (let i = 0; i < 40; i++) await outbox.post('finance', `t${i}`, () => post(`t${i}`))
  await outbox.close()
  const module = new URL('../../../src/adapters/alert-outbox/sqlite.ts', import.meta.url).href
  const program = `
    const { openAlertOutbox } = await import(${JSON.stringify(module)})
    const outbox = openAlertOutbox(${JSON.stringify(where)})
    for (const { id, alert } of await outbox.claim(Date.now(), 60_000)) {
      console.log(alert.table)
      await outbox.delivered(id)
    }
    await outbox.close()`
  const sent = await Promise.all(
    Array.from({ length: 4 }, () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let said = ''
      child.stdout.on('data', (chunk) => {
        said += chunk
      })
      return new Promise<string[]>((done) => child.on('close', () => done(said.split('\n').filter(Boolean))))
    }),
  )
  expect(sent.flat().sort()).toEqual(Array.from({ length: 40 }, (_, i) => `t${i}`).sort())
})
