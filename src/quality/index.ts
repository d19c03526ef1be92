/** Entry point `@dq-toolkit/dq/quality`. */
export type { CheckedExpectation, CheckedSuite } from './checked-suite.ts'
export { expectations } from './expectations/index.ts'
export type { QualityEngine } from './ports.ts'
export { type ReadSuite, readSuite } from './read-suite.ts'
export type { ExpectationResult, ValidationResult } from './result.ts'
export { runSuite } from './run-suite.ts'
export { ExpectationSuite } from './suite.ts'
