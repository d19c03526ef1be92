import { existsSync } from 'node:fs'
import { DqError } from '../kernel/errors.ts'
import type { Settings } from './config.ts'
import { CONFIG_FILE } from './config-file.ts'

/**
 * An empty folder is no contract repo: a command that answered there would tell of nothing as if it were something, or begin a lake in whatever
 * folder somebody happens to be. dq.yaml makes a repo, or the folder of contracts or suites.
 */
export function requireRepo({
  file,
  contracts,
  expectations,
}: Pick<Settings, 'file' | 'contracts' | 'expectations'>): void {
  if (file !== undefined || existsSync(contracts) || existsSync(expectations)) return
  throw new DqError(
    `this is no contract repo: there is no ${CONFIG_FILE} here or in a folder above, and no contracts/`,
    {
      hint: `dq init begins one here, dq init <folder> in a folder; to use one elsewhere, go there, or --config <its ${CONFIG_FILE}>`,
    },
  )
}
