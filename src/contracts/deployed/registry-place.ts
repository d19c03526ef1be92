import type { Contract } from '../model.ts'
import { parseRegistered } from '../registry/parse.ts'
import type { RegisteredSchema, SchemaRegistry } from '../registry/ports.ts'
import { isSameSchema } from '../registry/same-schema.ts'
import { isRegistered, subjectOf } from '../registry/subjects.ts'
import type { Deployed, DeployedPlace } from './place.ts'

/** What the newest version of each contract's subject is, told by its schema: a registry knows no versions of contracts. */
export const registryPlace = (registry: SchemaRegistry): DeployedPlace => ({
  name: 'registry',
  async deployed(contract, earlier): Promise<Deployed> {
    if (!isRegistered(contract)) return { kind: 'none' }
    const newest = (await registry.versions(subjectOf(contract))).at(-1)
    if (newest === undefined) return { kind: 'absent' }
    const detail = `version ${newest.version}`
    if (await isOf(contract, newest, registry)) return { kind: 'same', version: contract.version, detail }
    for (const old of await earlier())
      if (await isOf(old, newest, registry)) return { kind: 'other', version: old.version, detail }
    return { kind: 'other', detail: `${detail}, of no contract in git` }
  },
})

const isOf = async (contract: Contract, text: RegisteredSchema, registry: SchemaRegistry): Promise<boolean> =>
  isSameSchema(await parseRegistered(registry, text), contract.schema)
