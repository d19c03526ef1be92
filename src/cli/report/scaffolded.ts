import type { Scaffolded } from '../init/scaffold.ts'
import { shownPath } from '../shown-path.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import { counted } from './report.ts'

const NEXT_STEPS = [
  ['npx dq contract validate', 'are the contracts well formed?'],
  ['npx dq contract test', 'do they hold for their examples?'],
  ['npx dq run customer-spend --fixture first-hours', 'replay recorded events through the job'],
  ['npx dq fixture test', 'does it give its golden output?'],
]

/** What was written, and what to do next. */
export function scaffoldedText({ folder, written, overwritten, kept, same, dryRun }: Scaffolded): string {
  const list = (paths: readonly string[]) => paths.map((path) => `  ${path}`)
  const would = dryRun ? 'would be ' : ''
  const where = folder === process.cwd() ? 'this folder' : shownPath(folder)
  const lines = [`${counted(written.length, 'file')} ${would}written into ${where}`, ...list(written)]
  if (overwritten.length > 0)
    lines.push(`${counted(overwritten.length, 'file')} ${would}replaced`, ...list(overwritten))
  if (kept.length > 0) lines.push(`${counted(kept.length, 'file')} kept`, ...list(kept))
  if (same.length > 0) lines.push(`${counted(same.length, 'file')} there already`)
  if (dryRun) return lines.join('\n')
  const steps = [
    ...(folder === process.cwd() ? [] : [[`cd ${shownPath(folder)}`, '']]),
    ...(written.includes('package.json') ? [['npm install', 'dq itself, for everybody the same version']] : []),
    ...NEXT_STEPS,
  ]
  const next = table(steps.map(([line = '', what = '']) => [`  $ ${line}`, paint('dim', what)]))
  return [...lines, '', paint('bold', 'NEXT'), next].join('\n')
}
