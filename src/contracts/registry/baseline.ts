import { isMap, parseDocument, YAMLSeq } from 'yaml'
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
 * registry does not know of (owners, SLAs, contracts without a subject) is as it is today, so that only schemas are compared;
 * a contract that is not there yet is new. Its history are the versions of the subjects.
 */
export function registryBaseline(registry: SchemaRegistry, name: string, current: ContractSnapshot): ContractBaseline {
  let known: Promise<readonly Known[]> | undefined
  const knownContracts = () => {
    known ??= askFor(registry, current)
    return known
  }
  return {
    name,
    snapshot: async () => snapshotOf(name, current, await knownContracts(), (versions) => versions.at(-1), true),
    async history() {
      const contracts = await knownContracts()
      const longest = Math.max(0, ...contracts.map(({ versions }) => versions.length))
      // The newest version of each is the baseline itself.
      const states = Array.from({ length: Math.max(0, longest - 1) }, (_, at) => {
        const state = `${name} version ${at + 1}`
        const past = (versions: readonly KnownVersion[]) => (at < versions.length - 1 ? versions[at] : undefined)
        return { name: state, snapshot: snapshotOf(state, current, contracts, past, false) }
      })
      return { states }
    },
  }
}

interface Known {
  readonly contract: Contract
  readonly odcs: { readonly path: string; readonly text: string }
  readonly avsc: string
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
    known.push({ contract, odcs: { path: odcs, text }, avsc, level, versions })
  }
  return known
}

/** Today's files with those of registered contracts replaced, or left out where `pick` has no version of them. */
function snapshotOf(
  folder: string,
  current: ContractSnapshot,
  contracts: readonly Known[],
  pick: (versions: readonly KnownVersion[]) => KnownVersion | undefined,
  withLevel: boolean,
): ContractSnapshot {
  const ids = new Map(current.ids)
  const own = new Map<string, Uint8Array>()
  const put = (path: string, text: string, id: string) => {
    ids.set(path, id)
    own.set(path, new TextEncoder().encode(text))
  }
  for (const { contract, odcs, avsc, level, versions } of contracts) {
    const version = pick(versions)
    if (version === undefined) {
      ids.delete(odcs.path)
      continue
    }
    const sameSchema = version.text === canonicalText(contract.schema)
    const sameLevel = !withLevel || level === contract.settings.compatibility
    const id = `registry ${version.subject} ${version.version}`
    if (!sameSchema) put(avsc, version.text, id)
    if (!sameSchema || !sameLevel) {
      const synced = sameSchema ? odcs.text : syncProperties(odcs.text, version.parsed)
      put(odcs.path, edited(synced, BEFORE_ALL, sameLevel ? undefined : level), `${id} ${level}`)
    }
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

function edited(text: string, version: string, level: CompatibilityLevel | undefined): string {
  const document = parseDocument(text)
  document.set('version', version)
  if (level !== undefined) {
    const settings = document.get('customProperties')
    const items = settings instanceof YAMLSeq ? settings.items : []
    const found = items.find((item) => isMap(item) && item.get('property') === 'compatibility')
    if (isMap(found)) found.set('value', level)
    else document.addIn(['customProperties'], { property: 'compatibility', value: level })
  }
  return document.toString()
}
