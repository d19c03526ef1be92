import type { Contract } from '../../contracts/model.ts'
import type { ContractFiles } from '../../contracts/ports.ts'
import { loadContracts } from '../../contracts/repo/load.ts'
import { requireContracts } from '../../contracts/repo/require.ts'

/** A document that says its name in the plain way; any other may have any name. */
const NAME = /^name:[ \t]+["']?([\w.-]+)["']?[ \t]*$/m

/**
 * The contracts of these names, without parsing the others: of 44 contracts that takes a tenth of the time. When one of them has
 * mistakes, or is not there, all are read, so that messages are the same as everywhere.
 */
export async function contractsNamed(
  files: ContractFiles,
  { required, optional }: { readonly required: readonly string[]; readonly optional: readonly string[] },
): Promise<readonly Contract[]> {
  const paths = await files.list()
  const documents = paths.filter((path) => path.endsWith('.odcs.yaml'))
  const texts = await Promise.all(documents.map(async (path) => new TextDecoder().decode(await files.read(path))))
  const names = texts.map((text) => NAME.exec(text)?.[1])
  const wanted = [...required, ...optional]
  const chosen = documents.flatMap((path, i) => {
    const name = names[i]
    return name === undefined || wanted.includes(name) ? [{ path, text: texts[i] ?? '' }] : []
  })
  if (documents.length > 0 && chosen.length === 0 && required.length === 0) return []
  const needed = new Set(chosen.flatMap(({ path, text }) => [path, ...schemasOf(path, text, paths)]))
  const some = { ...files, list: async () => paths.filter((path) => needed.has(path)) }
  const alsoKnown = names.filter((name) => name !== undefined)
  const { contracts, findings } = await loadContracts(some, { alsoKnown })
  const isWhole =
    findings.every(({ severity }) => severity !== 'error') &&
    required.every((name) => contracts.some((contract) => contract.name === name))
  return isWhole ? contracts : requireContracts(files)
}

/** The schemas beside the document, and those that it names. */
const schemasOf = (path: string, text: string, paths: readonly string[]): readonly string[] =>
  paths.filter((other) => {
    const file = other.split('/').at(-1) ?? other
    return other.endsWith('.avsc') && (text.includes(file) || other === path.replace(/\.odcs\.yaml$/, '.avsc'))
  })
