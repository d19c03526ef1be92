import type { CheckedExpectation, CheckedSuite } from '../checked-suite.ts'
import { personalColumns } from '../mask.ts'
import type { QualityEngine } from '../ports.ts'
import type { ExpectationResult, ValidationResult } from '../result.ts'
import { type RunContext, resultOf, runSuite } from '../run-suite.ts'
import { maskedAnswer } from './masked-answer.ts'
import type { GxJudge } from './ports.ts'
import { gxQuestion } from './question.ts'

/**
 * Judges a suite by the real Great Expectations; what only dq has (`dq_…`, in `meta.dq`) is judged by `engine`, over the same
 * rows. The result is the same in form, in the order of the suite.
 */
export async function runWithGx(
  suite: CheckedSuite,
  gx: GxJudge,
  engine: QualityEngine,
  context: RunContext = {},
): Promise<ValidationResult> {
  const { contract } = suite
  const isOwn = ({ type }: CheckedExpectation) => type.startsWith('dq_')
  const theirs = suite.expectations.filter((one) => !isOwn(one))
  const own = await runSuite({ ...suite, expectations: suite.expectations.filter(isOwn) }, engine, context)
  const { engine: name, answers, seconds } = await gx.judge(theirs.map(gxQuestion))
  const judged = theirs.map((expectation, i): ExpectationResult => {
    const { success, result, exception } = maskedAnswer(
      answers[i] ?? { success: false, result: {}, exception: 'Great Expectations gave no answer' },
      expectation,
      contract,
    )
    const message = exception === null ? undefined : safeMessage(exception, suite)
    return resultOf(expectation, { success, result }, message)
  })
  const results = suite.expectations.map((one) => (isOwn(one) ? own.results : judged)[indexAmong(one, suite, isOwn)])
  return {
    ...own,
    ...tally(results.filter((one) => one !== undefined)),
    meta: {
      ...own.meta,
      engine: own.results.length === 0 ? name : `${name}, dq_… by ${engine.name}`,
      seconds: own.meta.seconds + seconds,
    },
  }
}

const indexAmong = (
  one: CheckedExpectation,
  { expectations }: CheckedSuite,
  isOwn: (one: CheckedExpectation) => boolean,
) => expectations.filter((other) => isOwn(other) === isOwn(one)).indexOf(one)

function tally(results: readonly ExpectationResult[]): Pick<ValidationResult, 'success' | 'results' | 'statistics'> {
  const successful = results.filter(({ success }) => success).length
  return {
    success: successful === results.length,
    results,
    statistics: {
      evaluated_expectations: results.length,
      successful_expectations: successful,
      unsuccessful_expectations: results.length - successful,
      success_percent: results.length === 0 ? null : (successful / results.length) * 100,
    },
  }
}

/** Python's messages repeat the values they stumble over. */
const safeMessage = (message: string, { contract }: CheckedSuite): string =>
  personalColumns(contract).size === 0
    ? message
    : 'Great Expectations cannot judge it; its message is not shown, because the table has personal fields'
