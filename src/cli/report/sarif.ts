import { type Finding, formatPlace, type Place } from '../../kernel/finding.ts'
import { jsonText } from '../json-text.ts'
import { fingerprintOf } from './fingerprint.ts'
import { hurtUsers } from './impact-text.ts'
import type { Report, ReportContext, WaivedFinding } from './report.ts'

/** `level` is always written: tools take a result without one for a mere note, and let it pass. */
const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const

/** SARIF 2.1.0 (OASIS), for GitHub code scanning and others. What is waived is there too, as suppressed. */
export function sarifReport({ findings, waived = [] }: Report, context: ReportContext): string {
  const ids = [...new Set([...findings, ...waived.map(({ finding }) => finding)].map(({ rule }) => rule))].sort()
  const result = (finding: Finding, suppressions: object[]) => ({
    ruleId: finding.rule,
    ruleIndex: ids.indexOf(finding.rule),
    level: LEVELS[finding.severity],
    message: { text: messageText(finding) },
    locations: [location(finding.at, context)],
    ...relatedLocations(finding, context),
    partialFingerprints: { 'dq/v1': fingerprintOf(finding) },
    suppressions,
  })
  return jsonText({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'dq', semanticVersion: context.version, rules: ids.map((id) => rule(id, context)) } },
        columnKind: 'utf16CodeUnits',
        results: [
          ...findings.map((finding) => result(finding, [])),
          ...waived.map((one) => result(one.finding, [suppression(one)])),
        ],
      },
    ],
  })
}

/** What stood there before, in words: most of it is in another commit, which no URI below the root can name. Then the lines that use it. */
function relatedLocations({ related = [], impact = [] }: Finding, context: ReportContext) {
  const locations = [
    ...related.map(({ at, what }) => ({ message: { text: `${what}: ${formatPlace(at)}` } })),
    ...hurtUsers(impact).flatMap(({ text, at }) =>
      at === undefined ? [] : [{ ...location(at, context), message: { text } }],
    ),
  ]
  return locations.length === 0 ? {} : { relatedLocations: locations }
}

const messageText = ({ message, fix, impact = [], against = [] }: Finding): string =>
  [
    message,
    ...(against.length === 0 ? [] : [`Against: ${against.join(', ')}.`]),
    ...(impact.length === 0
      ? []
      : [
          `Hurts: ${hurtUsers(impact)
            .map(({ text }) => text)
            .join('; ')}.`,
        ]),
    ...(fix === undefined ? [] : [`Fix: ${fix}`]),
  ].join('\n')

const suppression = ({ waiver }: WaivedFinding) => ({
  kind: 'external',
  status: 'accepted',
  justification: `${waiver.reason} (${waiver.owner}, until ${waiver.expires})`,
})

function rule(id: string, { rule: textOf }: ReportContext) {
  const text = textOf(id)
  if (text === undefined) return { id }
  const { what, why, example, fix, severity } = text
  return {
    id,
    shortDescription: { text: what },
    fullDescription: { text: `${what} ${why}` },
    defaultConfiguration: { level: LEVELS[severity] },
    help: {
      text: `${what}\n\nWhy: ${why}\n\nExample: ${example}\n\nFix: ${fix}`,
      markdown: `${what}\n\n**Why.** ${why}\n\n**Example.** ${example}\n\n**Fix.** ${fix}\n`,
    },
  }
}

const location = ({ file, line, column }: Place, { fromRoot }: ReportContext) => ({
  physicalLocation: {
    artifactLocation: { uri: uri(fromRoot(file)), uriBaseId: '%SRCROOT%' },
    ...(line !== undefined && { region: { startLine: line, ...(column !== undefined && { startColumn: column }) } }),
  },
})

/** A relative reference: no colon in its first step, which would read as a scheme. */
const uri = (file: string): string => {
  const path = file.split('/').map(encodeURIComponent).join('/')
  return path.startsWith('/') ? `file://${path}` : path
}
