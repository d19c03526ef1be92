import type { Contract } from '../model.ts'
import type { ContractFiles, ContractSnapshot } from '../ports.ts'
import { loadContracts } from '../repo/load.ts'

/** These contracts of a snapshot, by name; documents of others are not parsed where the file is called after its contract. */
export async function contractsNamed(
  snapshot: ContractSnapshot,
  names: readonly string[],
): Promise<ReadonlyMap<string, Contract>> {
  const all = [...snapshot.ids.keys()]
  const own = all.filter((path) =>
    names.some((name) => path === `${name}.odcs.yaml` || path.endsWith(`/${name}.odcs.yaml`)),
  )
  const isFound = names.every((name) => own.some((path) => path.endsWith(`${name}.odcs.yaml`)))
  const avscs = all.filter((path) => path.endsWith('.avsc'))
  const documents = isFound ? own : all.filter((path) => path.endsWith('.odcs.yaml'))
  const paths = [...documents, ...avscs]
  const bytes = await snapshot.readAll(paths)
  const files: ContractFiles = {
    folder: snapshot.folder,
    list: async () => paths.filter((path) => bytes.has(path)),
    async read(path) {
      const found = bytes.get(path)
      if (found === undefined) throw new Error(`${path} is not there`)
      return found
    },
  }
  const { readable } = await loadContracts(files)
  return new Map(readable.map((contract) => [contract.name, contract]))
}
