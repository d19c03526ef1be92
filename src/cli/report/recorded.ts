import { total } from '../../pipelines/harness/run-counts.ts'
import type { Recorded } from '../record.ts'
import { paint } from '../style.ts'
import { counted } from './report.ts'

/** What was recorded, what is golden now, and what should be masked before it is committed. */
export function recordedText({ fixture, events, played, unmasked }: Recorded): string {
  const lines = [
    `${fixture.folder}: ${counted(events, 'event')} in, ${counted(total(played.counts.out), 'golden row')}`,
    'Read the golden files and complete manifest.yaml (origin, licence) before you commit them.',
  ]
  if (unmasked.length > 0)
    lines.push(`${paint('yellow', 'personal fields are recorded as they are:')} ${unmasked.join(', ')} (see --mask)`)
  return lines.join('\n')
}

/** The same for machines. */
export const recordedData = ({ fixture, events, unmasked }: Recorded): object => ({
  case: fixture.name,
  folder: fixture.folder,
  events,
  unmasked,
})
