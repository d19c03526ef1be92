import { getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser'
import { type Usage, WHOLE } from '../contracts/impact/usage.ts'
import { compareCodePoints } from '../kernel/code-points.ts'
import type { Place } from '../kernel/finding.ts'
import type { Bound } from './expectation.ts'
import { expectations } from './expectations/index.ts'
import { ownExpectations } from './own/index.ts'
import { readSuite } from './read-suite.ts'
import { conditionColumns } from './row-condition.ts'

/** The columns that a suite judges, as users of the fields of its table; what it looks at in other tables counts as the whole of them. A suite with a mistake says nothing. */
export function suiteUsages(table: string, file: string, text: string): readonly Usage[] {
  const suite = quickSuite(file, text) ?? readSuite(file, text).suite
  return suite === undefined ? [] : suite.expectations.flatMap((one) => usagesOf(table, suite.name, one))
}

interface Judged {
  readonly type: string
  readonly bound: Bound
  readonly at: Place
}

function usagesOf(table: string, name: string, { type, bound, at }: Judged): readonly Usage[] {
  const columns = [
    ...bound.columns.map((column) => column.name),
    ...(bound.condition === undefined ? [] : conditionColumns(bound.condition).map((column) => column.name)),
  ]
  const by = { kind: 'expectation', name, path: type, at } as const
  return [
    ...[...new Set(columns)]
      .sort(compareCodePoints)
      .map((field): Usage => ({ contract: table, field, edge: 'check', by })),
    ...bound.tables.map((contract): Usage => ({ contract, field: WHOLE, edge: 'check', by })),
  ]
}

/** A plain JSON suite, for its columns only: a tenth of the time that judging every mistake takes. Undefined for anything out of the ordinary. */
function quickSuite(
  file: string,
  text: string,
): { readonly name: string; readonly expectations: readonly Judged[] } | undefined {
  const mistakes: ParseError[] = []
  const root = text.trimStart().startsWith('{') ? parseTree(text, mistakes, { disallowComments: true }) : undefined
  const name = root && textAt(root, 'name')
  if (root === undefined || name === undefined || mistakes.length > 0) return undefined
  const dq = childAt(childAt(root, 'meta'), 'dq')
  const nodes = [childAt(root, 'expectations'), childAt(dq, 'expectations')].flatMap((list) => list?.children ?? [])
  const judged = nodes.map((node) => quickExpectation(node, file, text))
  return judged.every((one) => one !== undefined) ? { name, expectations: judged } : undefined
}

function quickExpectation(node: Node, file: string, text: string): Judged | undefined {
  const type = textAt(node, 'type')
  const expectation = type === undefined ? undefined : (expectations.get(type) ?? ownExpectations.get(type))
  const kwargs = childAt(node, 'kwargs')
  const value: unknown = kwargs === undefined ? {} : getNodeValue(kwargs)
  if (type === undefined || expectation?.kwargs.safeParse(value, { jitless: true }).success !== true) return undefined
  const line = text.slice(0, node.offset).split('\n').length
  return { type, bound: expectation.bind(value), at: { file, line } }
}

const childAt = (node: Node | undefined, key: string): Node | undefined =>
  node?.type === 'object'
    ? node.children?.find((property) => property.children?.[0]?.value === key)?.children?.[1]
    : undefined

const textAt = (node: Node, key: string): string | undefined => {
  const value: unknown = childAt(node, key)?.value
  return typeof value === 'string' ? value : undefined
}
