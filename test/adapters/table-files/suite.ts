import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { TableFiles } from '../../../src/lake/table/ports.ts'

export interface Opened {
  readonly files: TableFiles
  /** A location that nothing lies below. */
  readonly root: string
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (of: Uint8Array): string => new TextDecoder().decode(of)

/** What every place for the files of tables has to do. `large` is the size of a file that it takes in parts. */
export function testTableFiles(open: () => Promise<Opened>, large: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'dq-table-files-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let count = 0
  const localFile = (content: Uint8Array | string): string => {
    const path = join(folder, `local-${count++}`)
    writeFileSync(path, content)
    return path
  }
  const listed = async ({ files, root }: Opened) => {
    const found: { url: string; bytes: number; modified: number }[] = []
    for await (const one of files.list(root)) found.push(one)
    return found.sort((a, b) => (a.url < b.url ? -1 : 1))
  }

  describe('files of tables', () => {
    test('what was written is read back, byte by byte', async () => {
      const { files, root } = await open()
      const all = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256)
      await files.write(`${root}/metadata/00000-a.metadata.json`, all)
      expect(Buffer.compare(await files.read(`${root}/metadata/00000-a.metadata.json`), all)).toBe(0)
      await files.write(`${root}/metadata/empty`, bytes(''))
      expect(await files.read(`${root}/metadata/empty`)).toHaveLength(0)
    })

    test('a name that is taken is refused, and what is there stays', async () => {
      const { files, root } = await open()
      await files.write(`${root}/one`, bytes('first'))
      await expect(files.write(`${root}/one`, bytes('second'))).rejects.toThrow()
      expect(text(await files.read(`${root}/one`))).toBe('first')
    })

    test('of two writers of one name at once, one wins, and the other knows', async () => {
      const { files, root } = await open()
      const all = await Promise.allSettled(
        Array.from({ length: 8 }, (_, i) => files.write(`${root}/race`, bytes(`${i}`))),
      )
      const won = all.flatMap(({ status }, i) => (status === 'fulfilled' ? [String(i)] : []))
      expect(won).toEqual([text(await files.read(`${root}/race`))])
    })

    test('what is not there is said with its location', async () => {
      const { files, root } = await open()
      await expect(files.read(`${root}/nothing.avro`)).rejects.toThrow(`the lake lacks ${root}/nothing.avro`)
    })

    test('names with blanks, per cent signs, plus, equals, hashes and letters of any alphabet are taken as they stand', async () => {
      const { files, root } = await open()
      const names = [
        'region=a%2Fb/x.avro',
        'a b/c+d.avro',
        'é/日本.avro',
        "quote'&<b>.avro",
        'a#b?c.avro',
        'tilde~(1)!*.avro',
      ]
      for (const name of names) await files.write(`${root}/${name}`, bytes(name))
      for (const name of names) expect(text(await files.read(`${root}/${name}`))).toBe(name)
      expect((await listed({ files, root })).map(({ url }) => url).sort()).toEqual(
        names.map((name) => `${root}/${name}`).sort(),
      )
    })

    test('a file of this machine is taken over and is gone here; programs that open paths get its bytes', async () => {
      const { files, root } = await open()
      const path = localFile('rows')
      await files.adopt(path, `${root}/data/a.parquet`)
      expect(() => readFileSync(path)).toThrow()
      expect(text(await files.read(`${root}/data/a.parquet`))).toBe('rows')
      expect(readFileSync(await files.local(`${root}/data/a.parquet`), 'utf8')).toBe('rows')
    })

    test('a large file arrives whole, both ways', async () => {
      const { files, root } = await open()
      // Every part differs: one that is missing, doubled or in the wrong place would show.
      const all = Buffer.alloc(large)
      for (let i = 0; i + 4 <= large; i += 4) all.writeUInt32LE(i, i)
      await files.adopt(localFile(all), `${root}/data/large.parquet`)
      expect(Buffer.compare(readFileSync(await files.local(`${root}/data/large.parquet`)), all)).toBe(0)
    }, 60_000)

    test('a list has everything below a folder with its size, nothing beside it, and only what is left after removing', async () => {
      const { files, root } = await open()
      for (let i = 0; i < 12; i++) await files.write(`${root}/t/${i % 3}/${i}`, bytes('x'.repeat(i)))
      await files.write(`${root}/t-other/0`, bytes('beside'))
      const found = await listed({ files, root: `${root}/t` })
      expect(found.map(({ url, bytes }) => [url, bytes])).toEqual(
        Array.from({ length: 12 }, (_, i) => [`${root}/t/${i % 3}/${i}`, i]).sort(([a], [b]) =>
          String(a) < String(b) ? -1 : 1,
        ),
      )
      for (const { modified } of found) expect(Math.abs(modified - Date.now())).toBeLessThan(60_000)
      await files.remove(found.slice(1).map(({ url }) => url))
      expect(await listed({ files, root: `${root}/t` })).toHaveLength(1)
      // Removing what is gone already is no mistake: another collector may have been quicker.
      await files.remove([`${root}/t/gone`])
      expect(await listed({ files, root: `${root}/never` })).toEqual([])
    })
  })
}
