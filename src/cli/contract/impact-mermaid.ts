import type { UserNode, WriteNode } from '../../contracts/impact/impact-tree.ts'
import { WHOLE } from '../../contracts/impact/usage.ts'
import type { ImpactAnswer } from './impact.ts'

/** A Mermaid flowchart of who is hurt; recorded cases are left out, and every text is a quoted label, so nothing in it can be markup. */
export function impactMermaid({ contract, field, users }: ImpactAnswer): string {
  const ids = new Map<string, string>()
  const nodes: string[] = []
  const edges = new Set<string>()
  const node = (key: string, open: string, text: string, close: string): string => {
    const known = ids.get(key)
    if (known !== undefined) return known
    const id = `n${ids.size}`
    ids.set(key, id)
    nodes.push(`  ${id}${open}"${label(text)}"${close}`)
    return id
  }
  const follow = (from: string, of: readonly UserNode[]): void => {
    for (const { kind, name, uses, writes } of of) {
      if (kind === 'fixture') continue
      const how = [...new Set(uses.map(({ edge }) => edge))].join(', ')
      const user = node(
        `${kind} ${name}`,
        kind === 'job' || kind === 'sql-job' ? '{{' : '([',
        `${kind} ${name}`,
        kind === 'job' || kind === 'sql-job' ? '}}' : '])',
      )
      edges.add(`  ${from} -- "${label(how)}" --> ${user}`)
      for (const write of writes) {
        const to = target(write)
        edges.add(`  ${user} --> ${to}`)
        follow(to, write.users)
      }
    }
  }
  const target = ({ contract: name, kind, fields }: WriteNode): string => {
    const named = fields.filter((one) => one.field !== WHOLE).map((one) => one.field)
    const [open, close] = kind === 'topic' || kind === undefined ? ['[', ']'] : ['[(', ')]']
    return node(`contract ${name}`, open, [name, ...named].join('\n'), close)
  }
  follow(node(`contract ${contract}`, '[', field === WHOLE ? contract : `${contract}.${field}`, ']'), users)
  return ['flowchart LR', ...nodes, ...edges].join('\n')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const CONTROL = /[\x00-\x1f\x7f\u2028\u2029]+/g

/** Text inside a quoted label, in Mermaid's entity codes; a line break is the one piece of markup that is ours. */
const label = (text: string): string =>
  text
    .toWellFormed()
    .split('\n')
    .map((line) =>
      line.replaceAll(CONTROL, ' ').replaceAll(/[#&"<>`[\]{}|\\;]/g, (found) => `#${found.charCodeAt(0)};`),
    )
    .join('<br>')
