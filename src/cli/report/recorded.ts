import type { Recorded } from '../record.ts'
import { paint } from '../style.ts'
import { counted } from './report.ts'

/** What was recorded, what is golden now, and what should be masked before it is committed. */
export function recordedText({ fixture, events, unit, made, unmasked }: Recorded): string {
  const lines = [
    `${fixture.folder}: ${counted(events, unit)} in, ${counted(made, 'golden row')}`,
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
