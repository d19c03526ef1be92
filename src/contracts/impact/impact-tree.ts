import type { ContractKind } from '../model.ts'
import type { Subject } from './impact-of-field.ts'
import type { EdgeKind, Usage, User, UserKind } from './usage.ts'
import type { UsageIndex } from './usage-index.ts'

/** Somebody who uses what the tree is about, and what comes of it. */
export interface UserNode {
  readonly kind: UserKind
  readonly name: string
  readonly owner?: string
  readonly uses: readonly {
    readonly field: string
    readonly edge: EdgeKind
    readonly path?: string
    readonly at?: User['at']
  }[]
  readonly writes: readonly WriteNode[]
}

/** A contract that a user fills from it: which fields, by which edges, and who uses those. */
export interface WriteNode {
  readonly contract: string
  readonly kind?: ContractKind
  /** `*` where it decides whether and when the record is written. */
  readonly fields: readonly { readonly field: string; readonly edges: readonly EdgeKind[] }[]
  /** Empty where they stand elsewhere in the tree already: see `repeated`. */
  readonly users: readonly UserNode[]
  readonly repeated: boolean
}

/** The same answer as `impactOf`, as a tree: users, what they write, who uses that, and so on; what comes up twice is followed once. */
export function impactTree({ contract, field, edges }: Subject, index: UsageIndex): readonly UserNode[] {
  const followed = new Set([`${contract}\n${field}`])
  const direct = index.of(contract, field).filter(({ edge }) => edges === undefined || edges.includes(edge))
  return usersOf(direct, index, followed)
}

function usersOf(usages: readonly Usage[], index: UsageIndex, followed: Set<string>): readonly UserNode[] {
  return [...Map.groupBy(usages, ({ by }) => `${by.kind}\n${by.name}`).values()].map((own) => {
    const { kind, name, owner } = own[0]!.by
    const uses = new Map(
      own.map(({ field, edge, by }) => [
        JSON.stringify([field, edge, by.path, by.at]),
        { field, edge, ...(by.path !== undefined && { path: by.path }), ...(by.at !== undefined && { at: by.at }) },
      ]),
    )
    return {
      kind,
      name,
      ...(owner !== undefined && { owner }),
      uses: [...uses.values()],
      writes: writesOf(own, index, followed),
    }
  })
}

function writesOf(usages: readonly Usage[], index: UsageIndex, followed: Set<string>): readonly WriteNode[] {
  const targets = usages.flatMap(({ to, edge }) => (to === undefined ? [] : [{ ...to, edge }]))
  return [...Map.groupBy(targets, ({ contract }) => contract)].map(([contract, own]) => {
    const { kind } = own[0]!
    const fields = [...Map.groupBy(own, ({ field }) => field)].map(([field, same]) => ({
      field,
      edges: [...new Set(same.map(({ edge }) => edge))],
    }))
    const fresh = fields.filter(({ field }) => !followed.has(`${contract}\n${field}`))
    for (const { field } of fresh) followed.add(`${contract}\n${field}`)
    const next = new Set(fresh.flatMap(({ field }) => index.of(contract, field)))
    return {
      contract,
      ...(kind !== undefined && { kind }),
      fields,
      users: usersOf([...next], index, followed),
      repeated: fresh.length === 0 && index.ofContract(contract).length > 0,
    }
  })
}
