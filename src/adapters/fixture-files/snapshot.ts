import { join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { FixtureCase, FixtureFiles, TopicFile } from '../../pipelines/fixture/ports.ts'
import { NOT_A_JOB, topicOf } from './layout.ts'

/** The cases among these files below `folder` (paths `<job>/<case>/…`), which are read elsewhere; paths are given relative to `from`. */
export function snapshotFixtures(
  folder: string,
  from: string,
  paths: readonly string[],
  read: (path: string) => Promise<Uint8Array | undefined>,
): Pick<FixtureFiles, 'cases' | 'read'> {
  const shown = (path: string): string => relative(from, join(folder, path))
  const byShown = new Map(paths.map((path) => [shown(path), path]))
  const topicFiles = (dir: string): readonly TopicFile[] =>
    paths.toSorted().flatMap((path) => {
      const topic = path.startsWith(`${dir}/`) ? topicOf(path.slice(dir.length + 1)) : undefined
      return topic === undefined ? [] : [{ topic, path: shown(path) }]
    })
  return {
    async cases() {
      const dirs = new Set(paths.flatMap((path) => /^[^/]+\/[^/]+(?=\/)/.exec(path)?.[0] ?? []))
      return [...dirs].toSorted().flatMap((dir): FixtureCase[] => {
        const [job = '', name = ''] = dir.split('/')
        if (job === NOT_A_JOB) return []
        const [inputs, expected] = [topicFiles(`${dir}/input`), topicFiles(`${dir}/expected`)]
        return [{ job, name, folder: shown(dir), manifest: shown(`${dir}/manifest.yaml`), inputs, expected }]
      })
    },
    async read(path) {
      const bytes = await read(byShown.get(path) ?? path)
      if (bytes === undefined) throw new Error(`${path} is not staged`)
      return Buffer.from(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8')
    },
  }
}
