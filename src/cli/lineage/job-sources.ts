import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { IngestIr } from '../../pipelines/ingest/ir.ts'
import type { JobSource } from '../../pipelines/lineage-export/first-use.ts'
import { localImports } from '../../pipelines/lineage-export/local-imports.ts'
import type { Settings } from '../config.ts'
import type { LoadedJob } from '../load-job.ts'

/** Where the sources of built-in jobs lie in dq's own repository, the only one where they are the repo's own. */
const BUILT_IN = 'src/pipelines/jobs'

/** The texts that a job was made from: its module, what that imports from beside it, its rules. None for a built-in job elsewhere. */
export function jobSources(
  {
    job,
    module,
    builtIn,
  }: Pick<LoadedJob, 'module' | 'builtIn'> & { readonly job: { readonly ir: LoadedJob['job']['ir'] | IngestIr } },
  { root }: Settings,
): readonly JobSource[] {
  const start = builtIn ? join(root, BUILT_IN, `${job.ir.name}.ts`) : module
  const found = new Map<string, JobSource>()
  const read = (path: string): void => {
    if (found.has(path) || !existsSync(path)) return
    const text = readFileSync(path, 'utf8')
    found.set(path, { file: relative(root, path).split(sep).join('/'), text })
    for (const file of localImports(text)) read(resolve(dirname(path), file))
  }
  read(start)
  const { score } = 'score' in job.ir ? job.ir : {}
  if (found.size > 0 && score?.kind === 'rules') read(resolve(dirname(start), score.file))
  return [...found.values()]
}
