import type { Impact } from '../../kernel/finding.ts'
import type { EdgeKind, Usage, UsageTarget } from './usage.ts'
import { WHOLE } from './usage.ts'
import type { UsageIndex } from './usage-index.ts'

/** What is asked about: a field of a contract, `*` for all of it; of some edges only, where only these feel the change. */
export interface Subject {
  readonly contract: string
  readonly field: string
  readonly edges?: readonly EdgeKind[]
}

/**
 * Everybody who uses a field, directly or by what is made of it, nearest first, each once on its shortest way.
 * What is reached by `*` (whether a record is written at all) hurts every user of that record.
 */
export function impactOf(subject: Subject, index: UsageIndex): readonly Impact[] {
  const found = new Map<string, Impact>()
  walk(subject, index, (impact) => {
    const key = [impact.kind, impact.name, impact.path, impact.use].join('\n')
    if (!found.has(key)) found.set(key, impact)
  })
  return [...found.values()]
}

interface Step {
  readonly contract: string
  readonly field: string
  readonly via: readonly string[]
}

function walk({ contract, field, edges }: Subject, index: UsageIndex, seen: (impact: Impact) => void): void {
  const visited = new Set([`${contract}\n${field}`])
  let level: readonly Step[] = [{ contract, field, via: [] }]
  for (let depth = 0; level.length > 0; depth++) {
    const next: Step[] = []
    for (const step of level) {
      const usages = index
        .of(step.contract, step.field)
        .filter(({ edge }) => depth > 0 || edges === undefined || edges.includes(edge))
      for (const usage of usages) seen(impactOfUsage(usage, step.via))
      for (const usage of usages) {
        if (usage.to === undefined) continue
        const via = [...step.via, userText(usage)]
        const written = impactOfTarget(usage.to, usage.edge, via)
        if (written !== undefined) seen(written)
        const key = `${usage.to.contract}\n${usage.to.field}`
        if (visited.has(key)) continue
        visited.add(key)
        next.push({ contract: usage.to.contract, field: usage.to.field, via: [...via, targetText(usage.to)] })
      }
    }
    level = next
  }
}

const userText = ({ by }: Usage): string => `${by.kind} ${by.name}`

/** `fraud.alert.risk_score`; the contract alone where the whole record is meant. */
const targetText = ({ contract, field }: Pick<UsageTarget, 'contract' | 'field'>): string =>
  field === WHOLE ? contract : `${contract}.${field}`

function impactOfUsage({ by, edge }: Usage, via: readonly string[]): Impact {
  return {
    kind: by.kind,
    name: by.name,
    ...(by.path !== undefined && { path: by.path }),
    use: edge,
    ...(by.at !== undefined && { at: by.at }),
    ...(via.length > 0 && { via }),
  }
}

const KINDS = { topic: 'topic', table: 'table', hash: 'feature' } as const

/** The topic, table or feature that is written; nothing where the target is no contract, or where the user and what it makes are one thing. */
function impactOfTarget(to: UsageTarget, edge: EdgeKind, via: readonly string[]): Impact | undefined {
  if (to.kind === undefined) return undefined
  return {
    kind: KINDS[to.kind],
    name: to.contract,
    ...(to.field !== WHOLE && { path: to.field }),
    use: edge,
    via,
  }
}
