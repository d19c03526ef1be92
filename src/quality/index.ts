/** Entry point `@dq-toolkit/dq/quality`. */
export { ExpectationSuite } from './suite.ts'
