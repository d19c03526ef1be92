import { isWithin } from '../schema-nodes.ts'
import { type Usage, WHOLE } from './usage.ts'

/** Answers who uses a field. */
export interface UsageIndex {
  /** Usages of the field, of what it lies in, of what lies in it, and of the whole record; all usages of the contract for `*`. */
  of(contract: string, field: string): readonly Usage[]
  /** Usages of the contract, whichever the field. */
  ofContract(contract: string): readonly Usage[]
}

/** Nobody uses anything. */
export const NOBODY: UsageIndex = { of: () => [], ofContract: () => [] }

/** Usages by contract, in the order in which they came; `later` are asked for a contract when its users are. */
export function indexUsages(
  usages: Iterable<Usage>,
  later: readonly ((contract: string) => readonly Usage[])[] = [],
): UsageIndex {
  const byContract = Map.groupBy(usages, ({ contract }) => contract)
  const known = new Map<string, readonly Usage[]>()
  const ofContract = (contract: string): readonly Usage[] => {
    const own = known.get(contract) ?? [
      ...later.flatMap((usagesOf) => usagesOf(contract)),
      ...(byContract.get(contract) ?? []),
    ]
    known.set(contract, own)
    return own
  }
  return {
    ofContract,
    of: (contract, field) =>
      field === WHOLE
        ? ofContract(contract)
        : ofContract(contract).filter(
            (usage) => usage.field === WHOLE || isWithin(field, usage.field) || isWithin(usage.field, field),
          ),
  }
}
