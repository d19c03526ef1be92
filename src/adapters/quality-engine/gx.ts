import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { DqError } from '../../kernel/errors.ts'
import { neutralType } from '../../quality/column-type.ts'
import type { GxJudge } from '../../quality/gx/ports.ts'
import type { QualityEngine } from '../../quality/ports.ts'
import { requireGx } from './gx/environment.ts'
import { run } from './gx/python.ts'
import { TABLE, writeTableFile } from './gx/table-file.ts'

const JUDGE = fileURLToPath(new URL('./gx/judge.py', import.meta.url))

const Answers = z.object({
  version: z.string(),
  results: z.array(
    z.object({ success: z.boolean(), result: z.record(z.string(), z.unknown()), exception: z.string().nullable() }),
  ),
})

export interface GxOptions {
  readonly cacheDir: string
  readonly timeoutMs: number
  /** What Great Expectations says on standard error, line by line. */
  readonly onLog?: (line: string) => void
}

/** The real Great Expectations, in a process of its own, on the rows of an open engine; they are handed over in an SQLite file that lives as long as the question. */
export function gxJudge(engine: QualityEngine, { cacheDir, timeoutMs, onLog }: GxOptions): GxJudge {
  return {
    async judge(questions) {
      const start = performance.now()
      const seconds = () => (performance.now() - start) / 1000
      const python = await requireGx(cacheDir)
      if (questions.length === 0) return { engine: 'great_expectations', answers: [], seconds: seconds() }
      const folder = mkdtempSync(join(tmpdir(), 'dq-gx-'))
      try {
        const database = join(folder, 'table.sqlite')
        await writeTableFile(engine, database)
        const columns = engine.columns.map(({ name, type }) => [name, neutralType(type) ?? 'string'])
        const input = JSON.stringify({ database, table: TABLE, columns, expectations: questions })
        const ran = await run(python, [JUDGE], { input, timeoutMs, cwd: folder, ...(onLog && { onLog }) })
        if (ran.timedOut)
          throw new DqError(`Great Expectations gave no answer in ${timeoutMs / 1000} s`, {
            hint: 'give it more time with --gx-timeout, or fewer rows',
          })
        const { version, results } = answersIn(ran)
        return { engine: `great_expectations ${version}`, answers: results, seconds: seconds() }
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  }
}

function answersIn({ exitCode, stdout }: Awaited<ReturnType<typeof run>>): z.infer<typeof Answers> {
  try {
    if (exitCode === 0) return Answers.parse(JSON.parse(stdout))
  } catch {
    // Told below, as any other way to fail.
  }
  throw new DqError(`Great Expectations ended without an answer (exit code ${exitCode ?? 'none: it was ended'})`, {
    hint: 'DQ_LOG=debug shows what it says; dq quality setup-gx --force makes its environment again',
  })
}
