import { identityText, isFromCi } from '../../contracts/policies/identity.ts'
import { localText } from '../../contracts/policies/opening.ts'
import { pathName } from '../../contracts/policies/path.ts'
import { permitSubject } from '../../contracts/policies/permit.ts'
import type { Verdict } from '../../contracts/policies/situation.ts'
import type { ExplainedPath } from '../policy/explain.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'

/** What a path asks for, in words, and what of it is missing. */
export function explainedText(explained: ExplainedPath): string {
  const { path, who, verdicts } = explained
  const rows = askedRows(explained).map(([title, text]) => ['', paint('dim', title), text])
  return [
    `${paint('bold', pathName(path))}  ${explained.isProtected ? 'written to by promotions only' : 'anybody may write to it'}`,
    table(rows),
    '',
    `For ${identityText(who)}, ${isFromCi(who) ? 'as CI says' : 'as git says'}:`,
    verdictLines(verdicts),
  ].join('\n')
}

function askedRows(explained: ExplainedPath): readonly (readonly [string, string])[] {
  const { path, actors, approvers, freezes, permits } = explained
  const approvals = [
    `${path.approvals} of ${approvers.join(', ') || 'nobody'}`,
    'not by an author of the commits',
    ...(path.signed ? ['signed'] : []),
    `at most ${path.approvalsValid} old`,
  ]
  return [
    [
      'gates',
      path.gates.length === 0 ? 'none' : `${path.gates.join(', ')}: all of them, on what ${path.to} would become`,
    ],
    ['who', `${actors.join(', ') || 'nobody'}${path.onlyInCi ? '; in CI only' : ''}`],
    ['approvals', path.approvals === 0 ? 'none' : approvals.join('; ')],
    ['open', `${windowsText(explained)}; ${openText(explained)}`],
    ...freezes.map(({ name, from, to }) => ['frozen', `${from} to ${to}: ${name}`] as const),
    [
      'may lose',
      path.rowsLost === 0
        ? 'nothing without a permit'
        : `up to ${path.rowsLost} % of a table's rows; nothing else without a permit`,
    ],
    ...permits.map((permit) => ['permit', `${permit.id}: ${permitSubject(permit)}, until ${permit.expires}`] as const),
  ]
}

const windowsText = ({ path: { windows }, timeZone }: ExplainedPath): string =>
  windows === undefined
    ? 'at any time'
    : `${windows.map(({ days, from, to }) => `${days.join(' ')} ${from}–${to}`).join(', ')} (${timeZone})`

function openText({ opening, opens, timeZone }: ExplainedPath): string {
  if (opening.kind === 'open') return paint('green', 'open now')
  const why = opening.kind === 'frozen' ? `frozen now (${opening.freeze.name})` : 'closed now'
  return paint('red', `${why}, ${opens === undefined ? 'opens never' : `opens ${localText(opens, timeZone)}`}`)
}

const MARKS = { pass: paint('green', '✓'), fail: paint('red', '✗'), error: paint('red', '!'), skipped: '·' } as const

/** One line a verdict, and how to mend what does not pass. */
const verdictLines = (verdicts: readonly Verdict[]): string =>
  table(
    verdicts.flatMap(({ rule, status, text, fix }) => [
      ['', MARKS[status], rule, text],
      ...(status === 'pass' || fix === undefined ? [] : [['', '', '', paint('dim', `→ ${fix}`)]]),
    ]),
  )
