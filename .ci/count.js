// Prints "passed failed skipped" of a vitest JSON report, and on stderr every test that did not run.
import { readFileSync } from 'node:fs'

const { testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const count = { passed: 0, failed: 0, skipped: 0 }
for (const { name, assertionResults } of testResults) {
  for (const { status, fullName } of assertionResults) {
    const kind = status === 'passed' || status === 'failed' ? status : 'skipped'
    count[kind] += 1
    if (kind === 'skipped') console.error(`skipped: ${name}: ${fullName}`)
  }
}
console.log(count.passed, count.failed, count.skipped)
