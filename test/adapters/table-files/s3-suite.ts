import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { PART } from '../../../src/adapters/table-files/s3/transfer.ts'
import { type S3FilesOptions, s3Files } from '../../../src/adapters/table-files/s3.ts'
import { proxy } from './s3-wire.ts'
import { testTableFiles } from './suite.ts'

/** What an object store has to do; `isStrict`: it checks signatures and clocks. */
export function testS3Files(endpoint: (name: string) => string, isStrict: boolean): void {
  const folder = mkdtempSync(join(tmpdir(), 'dq-s3-files-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const options = (more: Partial<S3FilesOptions> = {}): S3FilesOptions => ({
    endpoint: endpoint('url'),
    region: 'us-east-1',
    pathStyle: true,
    keys: () => ({ accessKey: endpoint('accessKey'), secretKey: endpoint('secretKey') }),
    now: Date.now,
    cache: { folder: join(folder, 'cache'), bytes: 1_000_000_000 },
    ...more,
  })
  let count = 0
  const newRoot = (): string => `s3://${endpoint('bucket')}/suite ${process.pid}/${count++}`
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

  testTableFiles(async () => ({ files: s3Files(options()), root: newRoot() }), 2 * PART + 12_345)

  describe('an object store', () => {
    test('an upload in parts that a killed writer left is listed, and goes with what is removed', async () => {
      const files = s3Files(options())
      const root = newRoot()
      const path = join(folder, 'large')
      writeFileSync(path, Buffer.alloc(2 * PART))
      // The writer dies between its parts: the second is never answered.
      const dying = await proxy(endpoint('url'), ({ url }) => (url.includes('partNumber=2') ? 'hang' : 'pass'))
      const writer = s3Files(options({ endpoint: dying.url }))
      const adopting = writer.adopt(path, `${root}/data/half.parquet`).catch(() => 'died')
      await dying.hung
      const left = []
      for await (const { url } of files.list(root)) left.push(url)
      expect(left).toHaveLength(1)
      expect(left[0]).toContain(`${root}/data/half.parquet#upload=`)
      await expect(files.read(`${root}/data/half.parquet`)).rejects.toThrow('the lake lacks')
      await files.remove(left)
      for await (const { url } of files.list(root)) expect(url).toBe('nothing is left')
      dying.close()
      await adopting
    }, 60_000)

    test('a connection that breaks after the store has written is tried again, and the file is not taken for another one’s', async () => {
      let broken = 0
      const breaking = await proxy(endpoint('url'), ({ method }) =>
        method === 'PUT' && broken++ === 0 ? 'cut' : 'pass',
      )
      const root = newRoot()
      await s3Files(options({ endpoint: breaking.url })).write(`${root}/a`, bytes('mine'))
      expect(broken).toBe(2)
      expect(new TextDecoder().decode(await s3Files(options()).read(`${root}/a`))).toBe('mine')
      breaking.close()
    })

    test('a store that is busy is asked again', async () => {
      let asked = 0
      const busy = await proxy(endpoint('url'), () => (asked++ < 2 ? 503 : 'pass'))
      const root = newRoot()
      await s3Files(options({ endpoint: busy.url })).write(`${root}/a`, bytes('x'))
      expect(asked).toBe(3)
      busy.close()
    })

    test('a store without conditional writes is written to all the same', async () => {
      const old = await proxy(endpoint('url'), ({ headers }) => (headers['if-none-match'] === undefined ? 'pass' : 501))
      const root = newRoot()
      await s3Files(options({ endpoint: old.url })).write(`${root}/a`, bytes('x'))
      expect(await s3Files(options()).read(`${root}/a`)).toHaveLength(1)
      old.close()
    })

    test('downloads are kept up to a size, what is read again is not fetched again, and what was used lately stays', async () => {
      let fetched = 0
      const counting = await proxy(endpoint('url'), ({ method }) => {
        if (method === 'GET') fetched++
        return 'pass'
      })
      const cache = { folder: join(folder, 'small-cache'), bytes: 2500 }
      const files = s3Files(options({ endpoint: counting.url, cache }))
      const root = newRoot()
      for (let i = 0; i < 4; i++) await files.write(`${root}/${i}`, bytes('x'.repeat(1000)))
      const paths = [await files.local(`${root}/0`), await files.local(`${root}/1`)]
      await files.local(`${root}/0`)
      expect(fetched).toBe(2)
      const old = new Date(Date.now() - 7_200_000)
      for (const path of paths) utimesSync(path, old, old)
      await files.local(`${root}/2`)
      await files.local(`${root}/3`)
      const sizes = readdirSync(cache.folder).map((name) => statSync(join(cache.folder, name)).size)
      expect(sizes).toEqual([1000, 1000])
      counting.close()
    })

    test('what is wrong is said with what to do', async () => {
      const bucket = `s3://${endpoint('bucket')}/a`
      const missing = s3Files(options())
      await expect(missing.write('s3://no-such-bucket-here/a', bytes('x'))).rejects.toThrow(
        /there is no bucket "no-such-bucket-here" at http/,
      )
      await expect(missing.read('s3://no-such-bucket-here/a')).rejects.toThrow(
        /there is no bucket "no-such-bucket-here"/,
      )
      const nobody = s3Files(options({ endpoint: 'http://127.0.0.1:9' }))
      await expect(nobody.read(bucket)).rejects.toThrow(
        /object store at http:\/\/127.0.0.1:9 cannot be reached: .*(?:ECONNREFUSED|bad port)/,
      )
    }, 60_000)

    test.runIf(isStrict)('a wrong key, a wrong secret and a wrong clock are three messages', async () => {
      const bucket = `s3://${endpoint('bucket')}/a`
      const key = { accessKey: endpoint('accessKey'), secretKey: 'wrong' }
      await expect(s3Files(options({ keys: () => key })).read(bucket)).rejects.toThrow(
        /does not know these keys: SignatureDoesNotMatch/,
      )
      const nobody = { accessKey: 'nobody', secretKey: 'wrong' }
      await expect(s3Files(options({ keys: () => nobody })).read(bucket)).rejects.toThrow(
        /does not know these keys: (?:InvalidAccessKeyId|XAdminUserNotFound)/,
      )
      const late = s3Files(options({ now: () => Date.now() - 3_600_000 }))
      await expect(late.read(bucket)).rejects.toThrow(/refuses the time of this machine: it is 3[56]\d\d s behind/)
    })
  })
}
