import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LINEAGE_FILE } from '../../contracts/lineage/lineage-file.ts'
import type { Settings } from '../config.ts'

export const lineagePath = ({ root }: Settings): string => join(root, LINEAGE_FILE)

export const textOfFile = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined

/** Replaces the file whole. */
export function writeLineage(settings: Settings, text: string): void {
  const file = lineagePath(settings)
  writeFileSync(`${file}.part`, text)
  renameSync(`${file}.part`, file)
}
