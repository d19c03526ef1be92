import { memorySnapshot } from '../../../src/adapters/memory-snapshot.ts'
import type { ContractBaseline, ContractSnapshot } from '../../../src/contracts/ports.ts'

export type Files = Readonly<Record<string, string>>

export const snapshotOf = (files: Files, folder = 'contracts'): ContractSnapshot =>
  memorySnapshot(folder, new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])))

export const baselineOf = (files: Files, name = 'main (a1b2c3d)'): ContractBaseline => ({
  name,
  snapshot: async () => snapshotOf(files, 'a1b2c3d:contracts'),
})
