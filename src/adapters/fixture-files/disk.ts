import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { FixtureCase, FixtureFiles, TopicFile } from '../../pipelines/fixture/ports.ts'
import { NOT_A_JOB, topicOf } from './layout.ts'

/**
 * Cases in `<folder>/<job>/<case>/`; paths are given relative to `from`. Read at once: 940 small files take 20 ms so, and 90 to 130
 * by promises.
 */
export function diskFixtures(folder: string, from: string): FixtureFiles {
  const shown = (path: string): string => relative(from, path) || path
  const topicFiles = (dir: string): readonly TopicFile[] =>
    names(dir, 'file').flatMap((name) => {
      const topic = topicOf(name)
      return topic === undefined ? [] : [{ topic, path: shown(join(dir, name)) }]
    })

  return {
    async cases() {
      const cases: FixtureCase[] = []
      for (const job of names(folder, 'folder')) {
        if (job === NOT_A_JOB) continue
        for (const name of names(join(folder, job), 'folder')) {
          const dir = join(folder, job, name)
          cases.push({
            job,
            name,
            folder: shown(dir),
            manifest: shown(join(dir, 'manifest.yaml')),
            inputs: topicFiles(join(dir, 'input')),
            expected: topicFiles(join(dir, 'expected')),
          })
        }
      }
      return cases
    },
    async read(path) {
      const bytes = readFileSync(path)
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

/** None where there is no such folder. */
function names(dir: string, kind: 'file' | 'folder'): readonly string[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter((entry) => (kind === 'file' ? entry.isFile() : entry.isDirectory()))
      .map(({ name }) => name)
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
