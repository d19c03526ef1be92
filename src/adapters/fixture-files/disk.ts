import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { FixtureCase, FixtureFiles, TopicFile } from '../../pipelines/fixture/ports.ts'
import { NOT_A_JOB, topicOf } from './layout.ts'

/** Cases in `<folder>/<job>/<case>/`; paths are given relative to `from`. */
export function diskFixtures(folder: string, from: string): FixtureFiles {
  const shown = (path: string): string => relative(from, path) || path
  const topicFiles = async (dir: string): Promise<readonly TopicFile[]> =>
    (await names(dir, 'file')).flatMap((name) => {
      const topic = topicOf(name)
      return topic === undefined ? [] : [{ topic, path: shown(join(dir, name)) }]
    })

  return {
    async cases() {
      const cases: FixtureCase[] = []
      for (const job of await names(folder, 'folder')) {
        if (job === NOT_A_JOB) continue
        for (const name of await names(join(folder, job), 'folder')) {
          const dir = join(folder, job, name)
          cases.push({
            job,
            name,
            folder: shown(dir),
            manifest: shown(join(dir, 'manifest.yaml')),
            inputs: await topicFiles(join(dir, 'input')),
            expected: await topicFiles(join(dir, 'expected')),
          })
        }
      }
      return cases
    },
    async read(path) {
      const bytes = await readFile(path)
      return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8')
    },
    async writeExpected(fixture, texts) {
      const dir = join(fixture.folder, 'expected')
      await rm(dir, { recursive: true, force: true })
      await mkdir(dir, { recursive: true })
      for (const [topic, text] of texts) await writeFile(join(dir, `${topic}.jsonl`), text)
    },
  }
}

async function names(dir: string, kind: 'file' | 'folder'): Promise<readonly string[]> {
  if (!existsSync(dir)) return []
  const entries = await readdir(dir, { withFileTypes: true })
  return entries
    .filter((entry) => (kind === 'file' ? entry.isFile() : entry.isDirectory()))
    .map(({ name }) => name)
    .sort()
}
