import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('mistakes', import.meta.url))
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')

/** What the compiler says of each file: `line: message`, first lines only. */
function compilerErrors(): ReadonlyMap<string, readonly string[]> {
  const errors = new Map<string, string[]>()
  let printed = ''
  try {
    printed = execFileSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' })
  } catch (error) {
    printed = (error as { stdout: string }).stdout
  }
  for (const [, file, line, message] of printed.matchAll(/([\w-]+)\.ts\((\d+),\d+\): error TS\d+: (.*)/g)) {
    errors.set(file!, [...(errors.get(file!) ?? []), `${line}: ${message}`])
  }
  return errors
}

const errors = compilerErrors()

// biome-ignore format: one row a case
const cases: [mistake: string, line: number, message: string][] = [
  ['misspelt-contract',      4,  `Did you mean '"payment.authorized"'?`],
  ['misspelt-key',           5,  `'"customerid"' is not assignable`],
  ['misspelt-field',         9,  "Did you mean 'amount'?"],
  ['misspelt-measure',       22, "'payd' does not exist"],
  ['misspelt-output-field',  22, "'watermarks' does not exist"],
  ['missing-field',          12, "Property 'watermark' is missing"],
  ['wrong-type',             23, `'TypedExpr<"timestamp">' is not assignable to type 'Operand<"string">'`],
  ['window-in-running',      20, `'OutputDeclaration<"window">' is not assignable to type 'OutputDeclaration<"record" | "update">'`],
  ['window-of-running',      8,  "Property 'window' does not exist"],
  ['misspelt-state',         18, "Did you mean 'time'?"],
  ['perwindow-in-records',   7,  `'OutputDeclaration<"window">' is not assignable to type 'OutputDeclaration<"record">'`],
  ['state-in-records',       6,  "Property 'state' does not exist"],
  ['step-reads-misspelt',    7,  `'["event_id", "sku", "quantity", "occured_at"]' is not assignable`],
  ['step-source-misspelt',   14, `'["movement.quantty"]' is not assignable`],
  ['step-lineage-missing',   9,  'is not assignable'],
  ['step-topic-misspelt',    9,  "is not assignable to type 'never'"],
  ['step-unread-field',      25, "Property 'region' does not exist"],
  ['step-wrong-type',        30, "Type 'string' is not assignable to type 'number'"],
  ['step-other-topic',       25, `'"inventory.anomly"' is not assignable to parameter of type '"inventory.anomaly"'`],
  ['step-state-misspelt',    25, "Did you mean 'seen'?"],
  ['score-reads-misspelt',   11, "Did you mean 'total_amount'?"],
  ['score-value-misspelt',   13, "Property 'order' does not exist"],
  ['nullable-into-required', 16, `'TypedExpr<"decimal" | null>' is not assignable to type 'Operand<"int" | "int53" | "long">'`],
]

test.for(cases)('an editor shows one error for one mistake: %s', ([file, line, message]) => {
  const found = errors.get(file) ?? []
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(new RegExp(`^${line}: `))
  expect(found[0]).toContain(message)
})

test('no other file has an error', () => {
  expect([...errors.keys()].sort()).toEqual(cases.map(([file]) => file).sort())
})
