import { isMap, parseDocument, YAMLSeq } from 'yaml'
import { namedTypes } from '../avro/named-types.ts'
import { filesOf } from '../baseline/compare-sources.ts'
import type { CompatibilityLevel, Contract } from '../model.ts'
import type { ContractBaseline, ContractSnapshot } from '../ports.ts'
import { loadContracts } from '../repo/load.ts'
import { pathBelow } from '../repo/read-text.ts'
import { syncProperties } from '../sync/sync-properties.ts'
import { parseRegistered } from './parse.ts'
import type { RegisteredSchema, SchemaRegistry } from './ports.ts'
import { canonicalText } from './same-schema.ts'
import { isRegistered, subjectOf } from './subjects.ts'

/**
 * The contracts as a registry has them: today's documents, with the schema and the compatibility level that stand there. What a
 * registry does not know of (owners, SLAs, contracts without a subject) is not compared; a contract that is not there yet is
 * new. Each has the types of others written out in its own schema: a registry may have two contracts at different versions of
 * a type they share, and those two are in different baselines. The history are the versions of the subjects.
 */
export async function registryBaselines(
  registry: SchemaRegistry,
  name: string,
  current: ContractSnapshot,
): Promise<readonly ContractBaseline[]> {
  const groups = consistent((await askFor(registry, current)).filter(({ versions }) => versions.length > 0))
  return groups.map((contracts) => ({
    name,
    snapshot: async () =>
      snapshotOf(
        name,
        current,
        contracts.map((known) => [known, known.versions.at(-1)!]),
      ),
    // A state of its own for each version of each: what was registered when says nothing of the others.
    history: async () => ({
      states: contracts.flatMap((known) =>
        known.versions.slice(0, -1).map((version) => {
          const state = `${name} version ${version.version}`
          return { name: state, snapshot: snapshotOf(state, current, [[known, version]]) }
        }),
      ),
    }),
  }))
}

/** Contracts that have every type in one form, together; at least one group. */
function consistent(contracts: readonly Known[]): readonly (readonly Known[])[] {
  const groups: { readonly contracts: Known[]; readonly types: Map<string, string> }[] = []
  for (const known of contracts) {
    const types = namedTypes(known.versions.at(-1)!.parsed).map((type) => [type.fullName, canonicalText(type)] as const)
    const fits = (group: (typeof groups)[number]) =>
      types.every(([type, text]) => (group.types.get(type) ?? text) === text)
    let group = groups.find(fits)
    if (group === undefined) {
      group = { contracts: [], types: new Map() }
      groups.push(group)
    }
    group.contracts.push(known)
    for (const [type, text] of types) group.types.set(type, text)
  }
  return groups.length === 0 ? [[]] : groups.map((group) => group.contracts)
}

interface Known {
  readonly contract: Contract
  readonly odcs: { readonly path: string; readonly text: string }
  readonly avsc: string
  /** Its schema uses no type of another file. */
  readonly isAlone: boolean
  readonly level: CompatibilityLevel
  /** Oldest first. */
  readonly versions: readonly KnownVersion[]
}

interface KnownVersion extends RegisteredSchema {
  readonly text: string
  readonly parsed: Contract['schema']
}

async function askFor(registry: SchemaRegistry, current: ContractSnapshot): Promise<readonly Known[]> {
  const files = await filesOf(current, [...current.ids.keys()])
  const { readable } = await loadContracts(files)
  const known: Known[] = []
  for (const contract of readable.filter(isRegistered)) {
    const subject = subjectOf(contract)
    const versions: KnownVersion[] = []
    for (const version of await registry.versions(subject)) {
      const parsed = await parseRegistered(registry, version)
      if (parsed.kind === 'record') versions.push({ ...version, parsed, text: canonicalText(parsed) })
    }
    const odcs = pathBelow(current, contract.files.odcs) ?? contract.files.odcs
    const avsc = pathBelow(current, contract.files.avsc) ?? contract.files.avsc
    const level = versions.length === 0 ? contract.settings.compatibility : await registry.level(subject)
    const text = new TextDecoder().decode(await files.read(odcs))
    const isAlone = namedTypes(contract.schema).every((type) => contract.places.avsc(type).file === contract.files.avsc)
    known.push({ contract, odcs: { path: odcs, text }, avsc, isAlone, level, versions })
  }
  return known
}

/** These contracts alone, as those versions have them; files that are the same are those of today. */
function snapshotOf(
  folder: string,
  current: ContractSnapshot,
  contracts: readonly (readonly [Known, KnownVersion])[],
): ContractSnapshot {
  const ids = new Map<string, string>()
  const own = new Map<string, Uint8Array>()
  const put = (path: string, text: string, id: string) => {
    ids.set(path, id)
    own.set(path, new TextEncoder().encode(text))
  }
  const keep = (path: string) => ids.set(path, current.ids.get(path) ?? '')
  for (const [{ contract, odcs, avsc, level, isAlone }, version] of contracts) {
    const sameSchema = version.text === canonicalText(contract.schema)
    const id = `registry ${version.subject} ${version.version}`
    if (sameSchema && isAlone) keep(avsc)
    else put(avsc, version.text, id)
    if (sameSchema && level === contract.settings.compatibility) keep(odcs.path)
    else put(odcs.path, edited(syncProperties(odcs.text, version.parsed), BEFORE_ALL, level), `${id} ${level}`)
  }
  return {
    folder,
    ids,
    async readAll(paths) {
      const others = await current.readAll(paths.filter((path) => ids.has(path) && !own.has(path)))
      return new Map([...others, ...paths.flatMap((path) => (own.has(path) ? [[path, own.get(path)!] as const] : []))])
    },
  }
}

/** A registry does not know the version of a contract: any version of today is a bump from this one. */
const BEFORE_ALL = '0.0.0'

function edited(text: string, version: string, level: CompatibilityLevel): string {
  const document = parseDocument(text)
  document.set('version', version)
  const settings = document.get('customProperties')
  const items = settings instanceof YAMLSeq ? settings.items : []
  const found = items.find((item) => isMap(item) && item.get('property') === 'compatibility')
  if (isMap(found)) found.set('value', level)
  else document.addIn(['customProperties'], { property: 'compatibility', value: level })
  return document.toString()
}
