/*
 * The only place that chooses adapters. Each is imported when a command asks for it,
 * so no client library is loaded that the command does not use.
 */
import { join } from 'node:path'
import type { EditableFiles } from '../contracts/ports.ts'
import type { Settings } from './config.ts'

/** The contract repo's `contracts/`. */
export const contractFiles = (settings: Settings): Promise<EditableFiles> => folder(settings.contracts)

/** Examples of contracts: `<fixtures>/contracts/<id>/{valid,invalid}/*.json`. */
export const exampleFiles = (settings: Settings): Promise<EditableFiles> => folder(join(settings.fixtures, 'contracts'))

async function folder(path: string): Promise<EditableFiles> {
  const { diskFiles } = await import('../adapters/contract-files/disk.ts')
  return diskFiles(path, process.cwd())
}
