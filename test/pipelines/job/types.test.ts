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
