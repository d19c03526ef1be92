// Prints "passed failed skipped" of a vitest JSON report, and on stderr every test that did not run, or may not run elsewhere, with why.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { MAY_SKIP } from './may-skip.js'

const { testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const count = { passed: 0, failed: 0, skipped: 0 }
const may = new Map(MAY_SKIP.map(([, where]) => [where, { ran: 0, skipped: 0 }]))
for (const { name, assertionResults } of testResults) {
  for (const { status, fullName } of assertionResults) {
    const kind = status === 'passed' || status === 'failed' ? status : 'skipped'
    const test = `${relative('', name)}: ${fullName}`
    const [, where] = MAY_SKIP.find(([pattern]) => pattern.test(test)) ?? []
    if (where !== undefined) may.get(where)[kind === 'skipped' ? 'skipped' : 'ran'] += 1
    count[kind] += 1
    if (kind !== 'skipped') continue
    // Nobody has said why: that is a test switched off, or left over.
    if (where === undefined) count.failed += 1
    console.error(`skipped: ${test}: ${where ?? 'FAILED: .ci/may-skip.js does not say why'}`)
  }
}
for (const [where, { ran, skipped }] of may)
  if (ran + skipped > 0) console.error(`        skipped ${where}: ${skipped} of ${ran + skipped} tests`)
console.log(count.passed, count.failed, count.skipped)
