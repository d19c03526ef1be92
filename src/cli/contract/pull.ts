import { type Pulled, pullContracts } from '../../contracts/registry/pull.ts'
import { loadContracts } from '../../contracts/repo/load.ts'
import type { Settings } from '../config.ts'
import { orUnreachable } from '../or-unreachable.ts'
import { counted } from '../report/report.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import { contractFiles } from '../wiring.ts'
import { demandRegistry } from './against-registry.ts'

/** Writes a draft for every subject that no contract governs; nothing that is there is touched. */
export async function pull(
  settings: Settings,
  { subjects, into, dryRun }: { readonly subjects: readonly string[]; readonly into: string; readonly dryRun: boolean },
): Promise<readonly Pulled[]> {
  const registry = await demandRegistry(settings)
  const files = await contractFiles(settings)
  const { readable } = await loadContracts(files)
  const pulled = await orUnreachable(pullContracts(registry, readable, { layer: into, only: subjects }))
  if (!dryRun)
    for (const one of pulled)
      if (one.kind === 'draft') for (const { path, text } of one.files) await files.write(path, text)
  return pulled
}

const COLORS = { draft: 'green', governed: 'dim', differs: 'yellow', skipped: 'dim' } as const

/** What is governed and the same is only counted. */
export function pulledText(pulled: readonly Pulled[], dryRun: boolean): string {
  const shown = pulled.filter(({ kind }) => kind !== 'governed')
  const rows = shown.map((one) => [paint(COLORS[one.kind], one.kind), one.subject, what(one)])
  const counts = (['draft', 'governed', 'differs', 'skipped'] as const).flatMap((kind) => {
    const count = pulled.filter((one) => one.kind === kind).length
    return count === 0 ? [] : [`${count} ${kind}`]
  })
  const end = dryRun ? '; dry run: nothing was written' : ''
  const next = pulled.some(({ kind }) => kind === 'draft') && !dryRun
  return [
    ...(rows.length === 0 ? [] : [table(rows)]),
    `${counted(pulled.length, 'subject')}: ${counts.join(', ') || 'the registry is empty'}${end}`,
    ...(next
      ? ['drafts have no owner, key, privacy classes or event time yet: dq contract lint says what is missing']
      : []),
  ].join('\n')
}

function what(one: Pulled): string {
  switch (one.kind) {
    case 'draft':
      return one.files.map(({ path }) => path).join(', ')
    case 'skipped':
      return one.why
    case 'differs':
      return `the schema of contract ${one.contract} is not the newest version`
    case 'governed':
      return one.contract
  }
}
