import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Contract } from '../../src/contracts/model.ts'
import { requireContracts } from '../../src/contracts/repo/require.ts'
import { memoryFiles } from '../contracts/memory-files.ts'

const folder = fileURLToPath(new URL('../../contracts/', import.meta.url))

/** The contracts of this repository, by name. */
export async function contractsHere(): Promise<ReadonlyMap<string, Contract>> {
  const paths = globSync('**/*.{yaml,avsc}', { cwd: folder }).map((path) => path.replaceAll('\\', '/'))
  const files = memoryFiles(Object.fromEntries(paths.map((path) => [path, readFileSync(folder + path, 'utf8')])))
  return new Map((await requireContracts(files)).map((contract) => [contract.name, contract]))
}
