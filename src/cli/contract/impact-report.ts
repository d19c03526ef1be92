import type { UserNode, WriteNode } from '../../contracts/impact/impact-tree.ts'
import { EDGE_KINDS, WHOLE } from '../../contracts/impact/usage.ts'
import { formatPlace, type Place } from '../../kernel/finding.ts'
import { jsonText } from '../json-text.ts'
import { counted } from '../report/report.ts'
import { textReport } from '../report/text.ts'
import { paint } from '../style.ts'
import type { ImpactAnswer } from './impact.ts'
import { impactMermaid } from './impact-mermaid.ts'

/** How the answer is printed: for people, for machines, as a picture. */
export const impactReports = {
  json: (answer: ImpactAnswer): string => jsonText(answer),
  mermaid: impactMermaid,
  text(answer: ImpactAnswer): string {
    const { contract, field, users, trial, findings } = answer
    const name = field === WHOLE ? contract : `${contract}.${field}`
    return [
      paint('bold', name),
      ...branches(users),
      summary(answer),
      ...(trial === undefined
        ? []
        : ['', `${paint('bold', `${name} ${trial.as}`)}: dq contract check would say`, said(trial)]),
      ...(findings.length === 0 ? [] : ['', textReport({ findings, looked: {} }).split('\n').slice(0, -1).join('\n')]),
    ].join('\n')
  },
} as const

export type ImpactFormat = keyof typeof impactReports

const said = ({ findings }: NonNullable<ImpactAnswer['trial']>): string =>
  findings.length === 0
    ? 'nothing'
    : // Who is hurt stands above.
      textReport({
        findings: findings.map(({ impact: _hurt, related: _before, ...found }) => found),
        looked: { field: 1 },
      })

/** Lines of a tree: recorded cases of a level are one of its lines. */
function branches(users: readonly UserNode[]): readonly string[] {
  const cases = users.filter(({ kind }) => kind === 'fixture')
  const first = cases[0]?.uses[0]?.at
  const items: (readonly [string, readonly WriteNode[]])[] = [
    ...users.filter(({ kind }) => kind !== 'fixture').map((user) => [userText(user), user.writes] as const),
    ...(first === undefined
      ? []
      : [[`${counted(cases.length, 'recorded case')}, e.g. ${paint('dim', formatPlace(first))}`, []] as const]),
  ]
  return items.flatMap(([text, writes], i) => hang(text, writes.flatMap(writeLines), i === items.length - 1))
}

/** A branch and what hangs on it. */
function hang(text: string, below: readonly string[], isLast: boolean): readonly string[] {
  return [`${isLast ? '└─' : '├─'} ${text}`, ...below.map((line) => `${isLast ? '  ' : '│ '} ${line}`)]
}

function writeLines(write: WriteNode, i: number, all: readonly WriteNode[]): readonly string[] {
  const again = write.repeated ? paint('dim', ' (see above)') : ''
  return hang(
    `${WORDS[write.kind ?? 'topic']} ${paint('cyan', write.contract)}: ${fieldsText(write)}${again}`,
    branches(write.users),
    i === all.length - 1,
  )
}

const WORDS = { topic: 'topic', table: 'table', hash: 'feature' } as const

/** `total_amount, risk_score; whether it is written`. */
function fieldsText({ fields }: WriteNode): string {
  const named = fields.filter(({ field }) => field !== WHOLE).map(({ field }) => field)
  const whole = fields.find(({ field }) => field === WHOLE)
  const whether = whole && `whether it is written (${whole.edges.join(', ')})`
  return [named.join(', '), whether ?? ''].filter((text) => text !== '').join('; ')
}

/** `job fraud-enricher  value, filter  jobs/fraud.ts:19`. */
function userText({ kind, name, owner, uses }: UserNode): string {
  const edges = EDGE_KINDS.filter((edge) => uses.some((use) => use.edge === edge)).join(', ')
  const places = [...new Set(uses.flatMap(({ at }) => (at === undefined ? [] : [lineOf(at)])))]
  const more = places.length > 1 ? ` and ${counted(places.length - 1, 'other line')}` : ''
  const paths = kind === 'expectation' ? [...new Set(uses.flatMap(({ path }) => path ?? []))] : []
  return [
    `${kind} ${paint('bold', name)}${owner === undefined ? '' : ` of ${owner}`}`,
    paths.length === 0
      ? edges
      : `${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ` and ${paths.length - 3} more` : ''}`,
    paint('dim', `${places[0] ?? ''}${more}`),
  ]
    .filter((text) => text !== '')
    .join('  ')
}

const lineOf = ({ file, line }: Place): string => formatPlace({ file, ...(line !== undefined && { line }) })

/** Who is hurt, counted by kind. */
function summary({ impact }: ImpactAnswer): string {
  if (impact.length === 0) return 'nobody in this repo uses it'
  const kinds = Map.groupBy(impact, ({ kind }) => kind)
  const counts = [...kinds].map(([kind, own]) => counted(new Set(own.map(({ name }) => name)).size, NOUNS[kind]))
  return counts.join(', ')
}

const NOUNS = {
  job: 'job',
  'sql-job': 'SQL job',
  topic: 'topic',
  table: 'table',
  feature: 'feature store',
  contract: 'contract',
  expectation: 'suite',
  fixture: 'recorded case',
  consumer: 'consumer',
  alert: 'alert',
  connector: 'connector',
  policy: 'policy',
} as const
