import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

type Holds = (line: string) => boolean

const linesOf = (path: string) => {
  const bytes = createReadStream(path)
  return createInterface({ input: path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes, crlfDelay: Infinity })
}

export async function countLines(path: string, holds: Holds): Promise<number> {
  let count = 0
  for await (const line of linesOf(path)) if (holds(line)) count++
  return count
}

/** The file without these lines, put in its place when it is whole and durable. */
export async function dropLines(path: string, holds: Holds): Promise<number> {
  const fresh = `${path}.erasing`
  let count = 0
  async function* kept(): AsyncGenerator<string> {
    for await (const line of linesOf(path)) {
      if (holds(line)) count++
      else yield `${line}\n`
    }
  }
  try {
    const target = createWriteStream(fresh)
    if (path.endsWith('.gz')) await pipeline(Readable.from(kept()), createGzip(), target)
    else await pipeline(Readable.from(kept()), target)
    const written = await open(fresh, 'r+')
    try {
      await written.sync()
    } finally {
      await written.close()
    }
    if (count > 0) await rename(fresh, path)
    return count
  } finally {
    await rm(fresh, { force: true })
  }
}
