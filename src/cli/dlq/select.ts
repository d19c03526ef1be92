import { DqError } from '../../kernel/errors.ts'
import type { Letter, LetterState } from './letter.ts'

/** Which letters are meant. */
export interface Selection {
  readonly ids: readonly string[]
  readonly reason?: string | undefined
  readonly job?: string | undefined
  readonly source?: string | undefined
  readonly state: LetterState | 'all'
}

/** The letters that are meant, in their order; an id that there is not is a DqError. */
export async function select(letters: AsyncIterable<Letter>, selection: Selection): Promise<readonly Letter[]> {
  const { ids, reason, job, source, state } = selection
  const wanted = new Set(ids)
  const found: Letter[] = []
  const seen = new Set<string>()
  for await (const letter of letters) {
    if (wanted.has(letter.id)) seen.add(letter.id)
    if (wanted.size > 0 && !wanted.has(letter.id)) continue
    if (reason !== undefined && letter.reason !== reason) continue
    if (job !== undefined && letter.job !== job) continue
    if (source !== undefined && letter.source.topic !== source) continue
    if (state !== 'all' && letter.state !== state) continue
    found.push(letter)
  }
  const missing = ids.filter((id) => !seen.has(id))
  if (missing.length > 0)
    throw new DqError(`there is no dead letter ${missing.join(', ')}`, {
      hint: 'ids are <partition>/<offset>, as dq dlq list shows them',
    })
  return found
}

/** All letters are only meant when that is said. */
export function demandChoice({ ids, reason, job, source }: Omit<Selection, 'state'>, all: boolean): void {
  if (all || ids.length > 0 || reason !== undefined || job !== undefined || source !== undefined) return
  throw new DqError('nothing says which dead letters', { hint: 'give ids, --reason, --job, --source, or --all' })
}
