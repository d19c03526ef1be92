import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Work } from '../bench.ts'
import { ranAs } from '../contract-check/usage.ts'
import { topics } from '../replicated.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const BY_HAND = join(import.meta.dirname, 'by-hand.ts')

/** The command as users run it: files in and out, checkpoints, the feature store. */
export async function runOfJob(folder: string, format: 'jsonl' | 'avro', items: number): Promise<Work> {
  const out = join(tmpdir(), 'dq-bench-fraud')
  rmSync(out, { recursive: true, force: true })
  const inputs = topics.flatMap((topic) => ['--input', `${topic}=${join(folder, `${topic}.${format}`)}`])
  const args = ['run', 'fraud-enricher', ...inputs, '--out', out, '--out-format', format, '--fresh']
  const { status, output, ...usage } = await ranAs([process.execPath, join(root, 'bin/run.js'), ...args], root)
  rmSync(out, { recursive: true, force: true })
  if (status !== 0) throw new Error(`dq run ended with ${status}: ${output}`)
  return { items, ...usage }
}

/** The same job without `dq`, up to a stage: see by-hand.ts. */
export async function runByHand(folder: string, stage: 'read' | 'windows' | 'outputs', items: number): Promise<Work> {
  const out = mkdtempSync(join(tmpdir(), 'dq-bench-by-hand-'))
  try {
    const { status, output, ...usage } = await ranAs([process.execPath, BY_HAND, stage, folder, out], root)
    if (status !== 0) throw new Error(`by-hand.ts ended with ${status}: ${output}`)
    return { items, ...usage }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}
