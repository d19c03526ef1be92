import type { ExpectationResult } from '../../../quality/result.ts'
import { xml } from '../junit.ts'
import { fails, type QualityReport } from './report.ts'
import { seenOf, seenText } from './seen.ts'

/** JUnit XML: a suite a table, a case an expectation. What is not met and too light to fail the run passes, and says so. */
export function qualityJunit({ result, failOn }: QualityReport): string {
  const { results, meta } = result
  const errors = results.filter((one) => fails(one, failOn) && one.exception_info.raised_exception).length
  const failures = results.filter((one) => fails(one, failOn)).length - errors
  const counts = `tests="${results.length}" failures="${failures}" errors="${errors}" skipped="0" time="${meta.seconds.toFixed(3)}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="dq quality" ${counts}>`,
    `  <testsuite name="${xml(meta.table)}" ${counts}>`,
    ...results.map((one) => testcase(one, meta.table, fails(one, failOn))),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n')
}

function testcase(one: ExpectationResult, table: string, isFailure: boolean): string {
  const { expectation_config, meta, exception_info, success } = one
  const open = `    <testcase classname="${xml(table)}" name="${xml(meta.words)}"`
  const text = seenText(seenOf(one))
  if (success) return `${open}/>`
  if (!isFailure)
    return `${open}>\n      <system-out>${xml(`${expectation_config.severity}: ${text}`)}</system-out>\n    </testcase>`
  const kind = exception_info.raised_exception ? 'error' : 'failure'
  const { type, kwargs } = expectation_config
  const details = `${type} ${JSON.stringify(kwargs)}\n${text}`
  return `${open}>\n      <${kind} type="${xml(type)}" message="${xml(text)}">${xml(details)}</${kind}>\n    </testcase>`
}
