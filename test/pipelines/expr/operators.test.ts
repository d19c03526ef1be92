import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Type } from '../../../src/kernel/value-type.ts'
import { operators } from '../../../src/pipelines/expr/operators/index.ts'
import { parseType, typeText } from '../../../src/pipelines/expr/type-text.ts'
import { isExact } from '../../../src/pipelines/expr/types.ts'
import { duckdb } from './duckdb.ts'
import { application, apply } from './evaluate.ts'
import { grid } from './grid.ts'
import { caseValue, literalFor } from './values.ts'

const expected = (result: string, type: Type): string => {
  const { text } = caseValue(result)
  if (text === undefined) return 'null'
  if (type.kind === 'double') return String(Number(text) + 0)
  if (type.kind === 'float') return String(Math.fround(Number(text)) + 0)
  return type.kind === 'timestamp' ? text.replace(/(?:\.(\d+))?Z$/, (_, f = '') => `.${f.padEnd(6, '0')}Z`) : text
}

let compared = 0
let different = 0
const count = (n: number, differing = 0): void => {
  compared += n
  different += differing
}

describe.each(Object.values(operators))('$name', (operator) => {
  test.for(operator.cases)('%j', async ([args, result, options]) => {
    const values = args.map(caseValue)
    const applied = apply(
      operator.name,
      values.map(({ type }) => type),
      options,
    )
    if (result === 'refused') {
      expect(applied.typing.kind).toBe('problems')
      return
    }
    if (applied.typing.kind === 'problems') throw new Error(applied.typing.problems[0]?.message)
    const type = applied.typing.type as Type
    const texts = values.map(({ text }) => text)
    const wanted = result === 'overflow' ? 'overflow' : expected(result, type)
    if (result !== 'overflow')
      expect(typeText(type)).toBe(result.slice(0, result.indexOf(' ') < 0 ? undefined : result.indexOf(' ')))
    const [asked] = await applied.duckdb(await duckdb(), [texts])
    expect({ js: applied.js(texts), duckdb: asked }).toEqual({ js: wanted, duckdb: wanted })
    count(2)

    // The same with constants in the place of columns.
    const literals = values.map(literalFor)
    if (literals.some((literal) => literal === undefined)) return
    const constant = application({ op: operator.name, args: literals as never, ...(options && { options }) }, [])
    const [askedConstant] = await constant.duckdb(await duckdb(), [[]])
    expect({ js: constant.js([]), duckdb: askedConstant }).toEqual({ js: wanted, duckdb: wanted })
    count(2)
  })

  test('agrees with DuckDB on generated values', async () => {
    const db = await duckdb()
    const differences: unknown[] = []
    let looked = 0
    for (const { types, options, rows } of grid(operator)) {
      const applied = apply(
        operator.name,
        types.map((text) => parseType(text)!),
        options,
      )
      // Decimals that no type of 38 digits holds together are refused, and a case says so.
      if (applied.typing.kind === 'problems' && /more than 38 digits/.test(applied.typing.problems[0]!.message))
        continue
      if (applied.typing.kind === 'problems')
        throw new Error(`${operator.name}(${types.join(', ')}): ${applied.typing.problems[0]?.message}`)
      const asked = await applied.duckdb(db, rows)
      for (const [at, row] of rows.entries()) {
        const js = applied.js(row)
        if (js !== asked[at]) differences.push({ types, options, row, js, duckdb: asked[at] })
      }
      looked += rows.length
    }
    count(looked, differences.length)
    expect(differences.slice(0, 5)).toEqual([])
    expect(looked).toBeGreaterThan(20)
  })
})

test('at least 2,000 results were compared, and none differed', () => {
  console.log(`operators: ${compared} results compared with expected values and DuckDB, ${different} different`)
  expect(different).toBe(0)
  expect(compared).toBeGreaterThan(2000)
})

describe('every operator', () => {
  const files = readdirSync('src/pipelines/expr/operators').filter((file) => file !== 'index.ts')

  test('is registered under the name of its file', () => {
    expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual(Object.keys(operators).sort())
    for (const [name, operator] of Object.entries(operators)) expect(operator.name).toBe(name)
  })

  test.each(Object.values(operators))(
    '$name has a case for null, and for overflow where it can overflow',
    (operator) => {
      expect(operator.cases.some(([args]) => args.some((arg) => arg.endsWith('null')))).toBe(true)
      const exactResult = operator.cases.some(([args, result]) => {
        const type = result.includes(' ') ? caseValue(result).type : undefined
        return type !== undefined && isExact(type) && args.every((arg) => isExact(caseValue(arg).type ?? type))
      })
      if (exactResult && !CANNOT_OVERFLOW.has(operator.name))
        expect(operator.cases.some(([, result]) => result === 'overflow')).toBe(true)
    },
  )

  test.each(Object.values(operators))('$name says in one sentence what it means', ({ summary }) => {
    expect(summary).toMatch(/^[A-Za-z].{10,}[.)]$/)
  })
})

/** These give one of their arguments, in a type that holds all of them. */
const CANNOT_OVERFLOW = new Set(['caseWhen', 'coalesce', 'greatest', 'least', 'nullIf'])
