import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

/** A file of a registry, as lock.yaml pins it; without `sha256` it cannot be pinned, and a download says what it got. */
const lockedFile = z
  .strictObject({
    maven: z.string().optional(),
    pypi: z.string().optional(),
    file: z.string(),
    bytes: z.int().optional(),
    sha256: z.string().length(64).optional(),
    /** `<process.platform>-<process.arch>`; without it the file serves all. */
    platform: z.string().optional(),
  })
  .transform(({ maven, pypi, ...rest }, context) => {
    if (maven !== undefined && pypi === undefined) return { ...rest, source: 'maven' as const, coordinate: maven }
    if (pypi !== undefined && maven === undefined) return { ...rest, source: 'pypi' as const, coordinate: pypi }
    context.addIssue('a file comes from maven or from pypi')
    return z.NEVER
  })
export type LockedFile = z.infer<typeof lockedFile>

const bundle = z.strictObject({
  product: z.string(),
  licence: z.string(),
  /** What a person chose; `files` is what it takes. */
  roots: z.array(z.string()),
  files: z.array(lockedFile).min(1),
})

const lock = z.strictObject({
  jdk: bundle,
  kafka: bundle,
  registry: bundle,
  nessie: bundle,
  jdk21: bundle,
  flink: bundle,
  cassandra: bundle,
  trino: bundle,
  /** What PySpark needs for tables in Nessie, for tests. */
  spark: bundle,
  /** What PySpark needs for topics with records in Avro, for a benchmark. */
  sparkKafka: bundle,
  /** A reader of metrics, for tests. */
  prometheus: bundle,
})
type Lock = z.infer<typeof lock>
export type BundleName = keyof Lock

export const LOCK_FILE = new URL('./lock.yaml', import.meta.url)

let read: Lock | undefined

/** The bundle's product and licence, and the files for this platform. */
export function bundleOf(name: BundleName): Lock[BundleName] {
  read ??= lock.parse(parse(readFileSync(LOCK_FILE, 'utf8')))
  const here = `${process.platform}-${process.arch}`
  const found = read[name]
  return { ...found, files: found.files.filter(({ platform }) => platform === undefined || platform === here) }
}
