import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DqError } from '../../kernel/errors.ts'
import { yamlOf } from '../../quality/convert/to-yaml.ts'
import { profileTable } from '../../quality/suggest/profile.ts'
import { type SuiteDraft, suggestSuite } from '../../quality/suggest/suggest.ts'
import type { Settings } from '../config.ts'
import { jsonText } from '../json-text.ts'
import { shownPath } from '../shown-path.ts'
import { qualityEngine } from '../wiring/quality.ts'
import { contractFiles } from '../wiring.ts'
import { contractsNamed } from './contracts.ts'
import type { FilesOrLake } from './judge.ts'
import { FILES_INSTEAD, openLakeTable } from './lake-rows.ts'

export interface SuggestedSuite {
  readonly draft: SuiteDraft
  /** Without one nobody has said what is personal, and what is promised. */
  readonly hasContract: boolean
}

/** A first suite for a table, from its rows and its contract. */
export async function suggestQuality(settings: Settings, table: string, rows: FilesOrLake): Promise<SuggestedSuite> {
  const contracts = await contractsNamed(await contractFiles(settings), { required: [], optional: [table] })
  const contract = contracts.find((one) => one.name === table)
  const engine =
    rows.kind === 'files'
      ? await qualityEngine({ data: rows.data, contract })
      : (await openLakeTable(settings, { at: rows.at, table, contract, instead: FILES_INSTEAD })).engine
  try {
    const profile = await profileTable(engine, contract)
    if (profile.rows === 0)
      throw new DqError(`there are no rows in ${rows.kind === 'files' ? rows.data : table}`, {
        hint: 'a suite is drawn from rows',
      })
    return {
      draft: suggestSuite(profile, { name: table, contract, now: Date.now() }),
      hasContract: contract !== undefined,
    }
  } finally {
    await engine.close()
  }
}

export const draftYaml = (draft: SuiteDraft): string => yamlOf(JSON.parse(jsonText(draft)))

/** Writes the draft as its ending says. A file that is there is somebody's work. */
export function writeDraft(path: string, draft: SuiteDraft, force: boolean): string {
  const file = resolve(path)
  if (!/\.(json|ya?ml)$/.test(file))
    throw new DqError(`${path} is neither .json nor .yaml`, {
      hint: 'e.g. --out expectations/bronze/bronze.orders.json',
    })
  if (existsSync(file) && !force)
    throw new DqError(`${shownPath(file)} is there already`, { hint: 'look at both, or replace it with --force' })
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, file.endsWith('.json') ? `${jsonText(draft)}\n` : draftYaml(draft))
  return shownPath(file)
}
