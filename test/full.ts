import { appendFileSync } from 'node:fs'

/** Whether this is `npm run test:full`: tests that can do more do it then. */
export const FULL = process.env.DQ_TEST_FULL === '1'

/** Says how much was done; in a full run it becomes a line of docs/test-full.md. */
export function report(what: string, count: number): void {
  console.log(`${what}: ${count.toLocaleString('en')}`)
  const file = process.env.DQ_TEST_COUNTS
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ what, count })}\n`)
}
