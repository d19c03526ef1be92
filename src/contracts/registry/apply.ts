import { DqError } from '../../kernel/errors.ts'
import { isChange, type PlanEntry } from './plan.ts'
import { RegistryRefusal, type SchemaReference, type SchemaRegistry } from './ports.ts'

export interface Applied {
  readonly subject: string
  readonly id: number
  readonly version: number
}

/**
 * Registers what the plan says, in its order; told by `onApplied` as it goes. Doing it again changes nothing. A registry that
 * refuses what `dq` found compatible is a DqError: what was done until then stays, and is unchanged the next time.
 */
export async function applyPlan(
  plan: readonly PlanEntry[],
  registry: SchemaRegistry,
  onApplied: (applied: Applied) => void = () => {},
): Promise<readonly Applied[]> {
  const applied: Applied[] = []
  for (const entry of plan.filter(isChange)) {
    const { subject, level, text, uses } = entry
    const setLevel = async () => {
      if (level !== undefined && level.from !== level.to) await registry.setLevel(subject, level.to)
    }
    // A subject that is not there may have no level before its first version; of one that is there the level judges the next.
    if (entry.action !== 'new') await setLevel()
    const references = await newest(registry, uses)
    const { id } = await registered(registry, subject, { schema: text, references })
    if (entry.action === 'new') await setLevel()
    const version = (await registry.versions(subject)).findLast((one) => one.id === id)?.version ?? 0
    applied.push({ subject, id, version })
    onApplied({ subject, id, version })
  }
  return applied
}

async function newest(registry: SchemaRegistry, uses: PlanEntry['uses']): Promise<readonly SchemaReference[]> {
  const references: SchemaReference[] = []
  for (const { name, subject } of uses) {
    const version = (await registry.versions(subject)).at(-1)?.version
    if (version === undefined) throw new Error(`${subject} should have been registered before those that use it`)
    references.push({ name, subject, version })
  }
  return references
}

async function registered(
  registry: SchemaRegistry,
  subject: string,
  text: { schema: string; references: readonly SchemaReference[] },
) {
  try {
    return await registry.register(subject, text)
  } catch (error) {
    if (!(error instanceof RegistryRefusal)) throw error
    throw new DqError(
      `the registry ${registry.name} refuses ${subject}, which dq found ${error.kind === 'invalid' ? 'valid' : 'compatible'}: ${error.message}`,
      {
        hint: 'it may go by another level or an older version; a waiver does not count there: change the level in the contract first, in a release of its own',
        cause: error,
      },
    )
  }
}
