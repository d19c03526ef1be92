import type { Finding } from '../../kernel/finding.ts'
import { namedTypes } from '../avro/named-types.ts'
import type { AvroSchema } from '../avro/schema.ts'
import type { CompatibilityLevel, Contract } from '../model.ts'
import { parseRegistered } from './parse.ts'
import type { SchemaRegistry } from './ports.ts'
import { isSameSchema } from './same-schema.ts'
import { isRegistered } from './subjects.ts'
import { type SubjectText, subjectTexts } from './texts.ts'

/** `older`: it is there, but is not the newest version: nothing is done, since a registry does not take it again. */
export type PlanAction = 'new' | 'update' | 'unchanged' | 'older' | 'incompatible'

/** What is to be done with one subject. */
export interface PlanEntry extends SubjectText {
  /** Contracts whose schema it is, or is a part of. */
  readonly contracts: readonly string[]
  readonly action: PlanAction
  /** Of the schema, where it is there; else the newest that is. */
  readonly version?: number
  /** Absent for a part: it goes by what the registry has for all. `from` is absent for a new subject. */
  readonly level?: { readonly from?: CompatibilityLevel; readonly to: CompatibilityLevel }
  /** Why it is incompatible. */
  readonly findings: readonly Finding[]
}

/**
 * Compares contracts with a registry. `findings` are those of `dq contract check` against the same registry: a contract with an
 * error is incompatible, so that check and register say the same. Entries come in the order in which they must be registered.
 */
export async function planRegistration(
  contracts: readonly Contract[],
  registry: SchemaRegistry,
  findings: readonly Finding[],
): Promise<readonly PlanEntry[]> {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const entries = new Map<string, PlanEntry>()
  for (const contract of contracts.filter(isRegistered)) {
    const files = filesOf(contract)
    const own = errors.filter(({ at }) => files.has(at.file))
    const texts = subjectTexts(contract)
    for (const text of texts) {
      const before = entries.get(text.subject)
      if (before !== undefined) {
        entries.set(text.subject, { ...before, contracts: [...before.contracts, contract.name] })
        continue
      }
      const isOwn = text === texts.at(-1)
      const { action, version } = await compared(registry, text)
      const level = isOwn ? await levels(registry, text.subject, contract, action) : undefined
      entries.set(text.subject, {
        ...text,
        contracts: [contract.name],
        action: isOwn && own.length > 0 ? 'incompatible' : action,
        ...(version !== undefined && { version }),
        ...(level !== undefined && { level }),
        findings: isOwn ? own : [],
      })
    }
  }
  return [...entries.values()]
}

/** Those that say what its schema is: its own, and those of the types it uses. */
const filesOf = ({ files, schema, places }: Contract): ReadonlySet<string> =>
  new Set([files.odcs, files.avsc, ...namedTypes(schema).map((type) => places.avsc(type).file)])

async function compared(
  registry: SchemaRegistry,
  { subject, schema }: SubjectText,
): Promise<{ readonly action: PlanAction; readonly version?: number }> {
  const versions = await registry.versions(subject)
  const newest = versions.at(-1)
  if (newest === undefined) return { action: 'new' }
  for (const version of versions.toReversed()) {
    const there: AvroSchema = await parseRegistered(registry, version)
    if (isSameSchema(there, schema))
      return { action: version === newest ? 'unchanged' : 'older', version: version.version }
  }
  return { action: 'update', version: newest.version }
}

async function levels(
  registry: SchemaRegistry,
  subject: string,
  { settings }: Contract,
  action: PlanAction,
): Promise<NonNullable<PlanEntry['level']>> {
  const to = settings.compatibility
  return action === 'new' ? { to } : { from: await registry.level(subject), to }
}

/** Whether applying the entry changes the registry. */
export const isChange = ({ action, level }: PlanEntry): boolean =>
  action === 'new' ||
  action === 'update' ||
  (action !== 'incompatible' && level !== undefined && level.from !== level.to)
