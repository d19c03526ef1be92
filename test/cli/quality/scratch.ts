import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadSettings, type Settings } from '../../../src/cli/config.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface Scratch {
  readonly folder: string
  /** As a command would have them that runs there. */
  settings(): Settings
  write(path: string, text: string): void
  remove(): void
}

/** A contract repo with this one's contracts and a suite of payments, in a folder of its own. */
export function scratchRepo(dqYaml: string, variables: NodeJS.ProcessEnv = {}): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'dq-quality-cli-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  cpSync(join(root, 'contracts'), join(folder, 'contracts'), { recursive: true })
  write('dq.yaml', `version: 1\n${dqYaml}`)
  write(
    'expectations/bronze/bronze.payments.yaml',
    `name: bronze.payments
expectations:
  - {type: expect_column_values_to_not_be_null, kwargs: {column: order_id}}
  - {type: expect_column_values_to_be_between, kwargs: {column: payment_value, min_value: 0}, severity: warning}
meta:
  dq: {expectations: [{type: dq_row_count_to_match_history, kwargs: {min_runs: 3}}]}
`,
  )
  return {
    folder,
    settings: () => loadSettings({}, { env: variables, cwd: () => folder }),
    write,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
