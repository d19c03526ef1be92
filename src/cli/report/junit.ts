import { type Finding, formatPlace } from '../../kernel/finding.ts'
import { againstLine } from './against-line.ts'
import { hurtUsers } from './impact-text.ts'
import { isFailure, lookedAt, type Report, type ReportContext, type WaivedFinding } from './report.ts'

/** JUnit XML: what fails the check is a failure, what is waived is skipped, the rest passes and says so; one case more for what was looked at. */
export function junitReport(report: Report, context: ReportContext): string {
  const { findings, waived = [], failOn } = report
  const cases = [
    `    <testcase classname="dq" name="${xml(`looked at ${lookedAt(report)}`)}"/>`,
    ...findings.map((finding) => testcase(finding, isFailure(finding, failOn) ? failure : note, context)),
    ...waived.map((one) => testcase(one.finding, () => skipped(one), context)),
  ]
  const failures = findings.filter((finding) => isFailure(finding, failOn)).length
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${waived.length}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="dq" ${counts}>`,
    `  <testsuite name="dq" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
  ].join('\n')
}

function testcase(finding: Finding, inside: (finding: Finding) => string, { fromRoot }: ReportContext): string {
  const at = { ...finding.at, file: fromRoot(finding.at.file) }
  const name = `${finding.rule}: ${formatPlace(at)}: ${finding.message}`
  const line = at.line === undefined ? '' : ` line="${at.line}"`
  return [
    `    <testcase classname="${xml(at.file)}" name="${xml(name)}" file="${xml(at.file)}"${line}>`,
    `      ${inside(finding)}`,
    '    </testcase>',
  ].join('\n')
}

const failure = (finding: Finding): string =>
  `<failure type="${xml(finding.rule)}" message="${xml(finding.message)}">${xml(details(finding))}</failure>`

const note = (finding: Finding): string => `<system-out>${xml(`${finding.severity}: ${details(finding)}`)}</system-out>`

const skipped = ({ waiver }: WaivedFinding): string =>
  `<skipped message="${xml(`waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`)}"/>`

const details = ({ message, fix, impact = [], against = [] }: Finding): string =>
  [
    message,
    ...againstLine({ against }),
    ...hurtUsers(impact).map(({ text }) => `hurts: ${text}`),
    ...(fix === undefined ? [] : [`fix: ${fix}`]),
  ].join('\n')

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const NOT_IN_XML = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g

/** Text for XML 1.0: characters that it cannot hold become U+FFFD. */
export const xml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(NOT_IN_XML, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\t', '&#9;')
