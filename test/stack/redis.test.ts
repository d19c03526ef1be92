import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useServer } from './server.ts'

const server = useServer('redis')
let redis: Redis
beforeAll(() => {
  redis = new Redis(server.endpoint('url'))
})
afterAll(() => redis.quit())

/** Writes a row as a hash when its revision is greater than the one stored; says whether it wrote. */
const UPSERT = `
local stored = redis.call('HGET', KEYS[1], 'revision')
if stored and tonumber(stored) >= tonumber(ARGV[1]) then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'revision', ARGV[1], unpack(ARGV, 2))
return 1
`

test('an upsert by revision is idempotent: replays and older revisions change nothing', async () => {
  const revisions = [2, 1, 3, 3, 2, 5, 4, 5]
  const wrote: unknown[] = []
  for (const revision of revisions) {
    wrote.push(await redis.eval(UPSERT, 1, 'feature:c1', revision, 'orders', `after ${revision}`))
  }
  // By hand: 2 is the first, 3 and 5 are greater than what is stored, the others are not.
  expect(wrote).toEqual([1, 0, 1, 0, 0, 1, 0, 0])
  expect(await redis.hgetall('feature:c1')).toEqual({ revision: '5', orders: 'after 5' })
  console.log(`redis: ${revisions.length} upserts, ${wrote.filter((n) => n === 1).length} written`)
})

test('100 writers at once leave the greatest revision of each key', async () => {
  const jobs = Array.from({ length: 1000 }, (_, i) => ({ key: `k${i % 10}`, revision: ((i * 7919) % 100) + 1 }))
  await Promise.all(jobs.map(({ key, revision }) => redis.eval(UPSERT, 1, key, revision, 'v', revision)))
  for (let k = 0; k < 10; k += 1) {
    const greatest = Math.max(...jobs.filter(({ key }) => key === `k${k}`).map(({ revision }) => revision))
    expect(await redis.hgetall(`k${k}`)).toEqual({ revision: `${greatest}`, v: `${greatest}` })
  }
  console.log(`redis: ${jobs.length} upserts of 10 keys at once`)
})
